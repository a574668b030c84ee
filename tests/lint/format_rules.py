"""The rules of special formats and joint papers, which the general paper of the other tests doesn't show."""

#: Rule → the sample of samples/genres that it measures.
OF_FORMATS = {
    "corner-elements": "joint",
    "corner-fonts": "joint",
    "joint-mark": "joint",
    "letter-mark": "letter",
    "letter-rules": "letter",
    "letter-number": "letter",
    "letter-corner": "letter_urgent",
    "letter-page-number": "letter",
    "letter-imprint": "letter",
    "order-mark": "order",
    "order-text": "order",
    "minutes-mark": "minutes",
    "minutes-attendance": "minutes",
}
