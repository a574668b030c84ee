"""Images that papers print: PNG and JPEG, told by their bytes and made fit for print."""
