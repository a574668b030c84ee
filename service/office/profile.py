"""The private LibreOffice profile of each process: nothing is asked, fetched, run or remembered."""

from __future__ import annotations

import hashlib
from pathlib import Path
from xml.sax.saxutils import escape

_COMMON = "/org.openoffice.Office.Common"
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # Nothing is run.
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    # Nothing is fetched: no update of links, and a proxy that is not there. (Linked pictures: see ``links``.)
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    # Nothing is asked or remembered.
    (f"{_COMMON}/Misc", "UseDocumentSystemFileLocking", "false"),
    (f"{_COMMON}/Misc", "UseDocumentOOoLockFile", "false"),
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    (f"{_COMMON}/Misc", "UseOpenCL", "false"),
    (f"{_COMMON}/History", "PickListSize", "0"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
    # The language of the page does not depend on the machine's.
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale_CJK", "zh-CN"),
)
_PIPE_FOLDERS = (Path("/tmp"), Path("/var/tmp"))  #: LibreOffice puts its pipes here whatever TMPDIR says


def write_profile(folder: Path) -> None:
    """Write the settings of a new profile into ``folder`` (0.15 s dearer to start than one already used)."""
    items = "".join(
        f'<item oor:path="{escape(path)}"><prop oor:name="{name}" oor:op="fuse"><value>'
        f"{escape(value)}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def remove_pipes(profile: Path, pipe: str, user: int) -> None:
    """Remove the two pipes that LibreOffice made for this profile; it leaves them in /tmp when it is killed.

    One is the UNO pipe of our naming, the other is named by the MD5 of the profile's address in UTF-16. Once
    the bridge is connected, nobody needs either.
    """
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    # LibreOffice writes the bytes of the sum in hexadecimal without leading zeros in some versions.
    sums = {digest.hex(), "".join(f"{byte:x}" for byte in digest)}
    for folder in _PIPE_FOLDERS:
        for name in (pipe, *(f"SingleOfficeIPC_{each}" for each in sums)):
            (folder / f"OSL_PIPE_{user}_{name}").unlink(missing_ok=True)
