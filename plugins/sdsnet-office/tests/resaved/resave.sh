#!/bin/sh
# Make the workbooks beside this file anew: export the dataset, and let other programs save it.
# Needs sdsnet with sdsnet-office, LibreOffice (soffice), Node.js with exceljs, and openpyxl.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
sdsnet export dataset.yaml --to xlsx --audience internal --option compact=true --output "$work/book.xlsx"
soffice --headless --convert-to xlsx --outdir "$work/out" "$work/book.xlsx"
mv "$work/out/book.xlsx" libreoffice-7.4.xlsx
node -e '
const { Workbook } = require("exceljs");
const book = new Workbook();
book.xlsx.readFile(process.argv[1]).then(() => book.xlsx.writeFile("exceljs-4.4.xlsx"));
' "$work/book.xlsx"
python -c '
import sys, openpyxl
openpyxl.load_workbook(sys.argv[1]).save("openpyxl-3.1.xlsx")
' "$work/book.xlsx"
rm -r "$work"
