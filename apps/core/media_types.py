"""How the kinds of file that leave the house are named to browsers and programs."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, CSV, ZIP = "application/pdf", "text/csv", "application/zip"
ANY_FILE = "application/octet-stream"
