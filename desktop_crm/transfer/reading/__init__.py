"""Reading files: from any spreadsheet or text file on the disk to one table, or to one sentence why not."""
