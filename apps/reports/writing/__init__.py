"""Reports as words and figures: one module a kind gives its data, which PDF, Word and workbook are all made of."""
