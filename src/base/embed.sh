#!/bin/sh
# Writes assembler that embeds the files named, and the table embed.c reads.
set -eu
printf '\t.section .rodata\n'
n=0
for f in "$@"; do
	printf 'f%d:\t.incbin "%s"\ne%d:\t.byte 0\n' $n "$f" $n
	printf 'n%d:\t.asciz "%s"\n' $n "${f#data/}"
	n=$((n + 1))
done
printf '\t.section .data.rel.ro,"aw"\n\t.balign 8\n'
printf '\t.globl embed_rows\nembed_rows:\n'
i=0
while [ $i -lt $n ]; do
	printf '\t.quad n%d, f%d, e%d - f%d\n' $i $i $i $i
	i=$((i + 1))
done
printf '\t.quad 0, 0, 0\n\t.section .note.GNU-stack,"",%%progbits\n'
