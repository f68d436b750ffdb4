"""What is handed over: an explanation on the terminal or as JSON, and reports on any medium.

`contents/` says what each report holds, as a `document`; `html`, `pdf`, `docx`, `markdown` and `text` show documents;
`pictures/` draws. Nothing is decided here, and nothing worded beyond headings, notes and rooms to write.
"""
