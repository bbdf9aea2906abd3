/** Prints lines of some eighty characters, no two alike, and gives an output. */
export function sayingScript(name: string, lines: number): string {
  return `
words=(compiling resolving fetching linking writing checking hashing packing)
for ((i = 1; i <= ${lines}; i++)); do
  printf '%(%T)T [%s] %s module-%d of service-%d took %d ms (%d bytes)\\n' -1 ${name} \\
    "\${words[RANDOM % 8]}" "$((RANDOM % 500))" "$((RANDOM % 40))" "$((RANDOM % 900))" "$RANDOM"
done
echo "version=1.$((RANDOM % 50))" >> "$IDP_OUTPUT"`;
}
