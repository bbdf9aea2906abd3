#!/bin/bash
# Counts what is in a folder, and says so in JSON at the end.
folder=${1:-.}
echo "looking at $folder ..."
files=$(find "$folder" -type f | wc -l)
folders=$(find "$folder" -type d | wc -l)
echo "found $files files"
printf '{"files": %d, "folders": %d}\n' "$files" "$folders"
echo "done."
