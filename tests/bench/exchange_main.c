/* SPDX-License-Identifier: ISC */
/*
 * exchange FOLDER: what leaves and what enters, beside the programs age and
 * minisign on the same bytes: encrypted and signed in one pass, verified and
 * then decrypted. Both write files in the folder; neither syncs them.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/age.h"
#include "exchange/minisign.h"
#include "tests/bench/bench.h"

enum { MOST_RUNS = 25 };

/* Paths without spaces, in the folder. */
struct files {
	char *plain, *sealed, *theirs, *back, *identity, *key, *public;
};

struct keys {
	struct age_identity identity;
	struct age_identities identities;
	struct minisign_secret sign;
	char recipient[AGE_RECIPIENT_TEXT_SIZE];
};

static struct err err;

static void
must(enum rc rc)
{
	if (rc != RC_OK)
		bench_fail("%s", err.text);
}

static void
run(char *command)
{
	if (system(command) != 0)
		bench_fail("failed: %s", command);
	mem_free(command);
}

static long
most_resident_kib(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return use.ru_maxrss;
}

/* ---- ours ---- */

static void
sign_hash(const struct keys *keys, struct minisign_hash *hash,
	  struct buf *signature)
{
	unsigned char sum[MINISIGN_HASH_SIZE];

	minisign_hash_end(hash, sum);
	minisign_hash_free(hash);
	must(minisign_sign(&keys->sign, sum, "bench", signature, &err));
}

static void
seal(const struct files *f, const struct keys *keys, const struct stream_bytes *plain,
     struct buf *signature)
{
	struct minisign_hash *hash = minisign_hash_new();
	struct stream_bytes bytes = *plain;
	struct stream_fd out = { .name = f->sealed };
	struct stream_tee tee = { sink_fd(&out), minisign_hash_sink(hash) };
	struct age_lock lock = { .recipients = &keys->identity.recipient,
				 .count = 1 };

	out.fd = open(f->sealed, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	must(age_encrypt(&lock, source_bytes(&bytes), sink_tee(&tee), &err));
	close(out.fd);
	buf_reset(signature);
	sign_hash(keys, hash, signature);
}

static void
open_sealed(const struct files *f, const struct keys *keys,
	    const struct buf *signature)
{
	unsigned char sum[MINISIGN_HASH_SIZE];
	struct minisign_signature parsed;
	struct age_keys ours = { .identities = &keys->identities };
	struct stream_fd in, out = { .name = f->back };

	must(minisign_parse(signature->ptr, signature->len, &parsed, &err));
	must(stream_fd_open(&in, f->sealed, &err));
	must(minisign_hash_source(source_fd(&in), sum, &err));
	must(minisign_verify(&keys->sign.public, &parsed, sum, &err));
	if (lseek(in.fd, 0, SEEK_SET) != 0)
		bench_fail("%s cannot be read again", f->sealed);
	out.fd = open(f->back, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	must(age_decrypt(&ours, source_fd(&in), sink_fd(&out), &err));
	close(in.fd);
	close(out.fd);
}

/* ---- theirs ---- */

static void
seal_theirs(const struct files *f, const struct keys *keys)
{
	run(xasprintf("age -r %s -o %s %s", keys->recipient, f->theirs,
		      f->plain));
	run(xasprintf("minisign -S -W -s %s -m %s >/dev/null", f->key,
		      f->theirs));
}

static void
open_theirs(const struct files *f)
{
	run(xasprintf("minisign -V -q -p %s -m %s", f->public, f->theirs));
	run(xasprintf("age -d -i %s -o %s %s", f->identity, f->back,
		      f->theirs));
}

/* ---- side by side ---- */

static void
print_row(const char *label, double *ours, double *theirs, size_t runs,
	  size_t size)
{
	double a = bench_at(ours, runs, 0.5), b = bench_at(theirs, runs, 0.5);

	printf("%-33s %8.3f %8.3f  %5.2fx of 1.00%s  %6.0f MB/s\n", label, a,
	       b, b / a, b < a ? "!" : "", (double)size / a / 1e6);
}

static void
measure(const struct files *f, const struct keys *keys,
	const struct stream_bytes *plain, size_t runs)
{
	double out[2][MOST_RUNS], in[2][MOST_RUNS];
	struct buf signature = BUF_INIT;
	long before = most_resident_kib();

	for (size_t i = 0; i < runs; i++) {
		struct bench_time start = bench_now();

		seal(f, keys, plain, &signature);
		out[0][i] = bench_since(start).wall_s;
		start = bench_now();
		seal_theirs(f, keys);
		out[1][i] = bench_since(start).wall_s;
		start = bench_now();
		open_sealed(f, keys, &signature);
		in[0][i] = bench_since(start).wall_s;
		start = bench_now();
		open_theirs(f);
		in[1][i] = bench_since(start).wall_s;
	}
	printf("\n%zu MiB to carry: seconds by the clock, medians of %zu runs "
	       "in turn; ours first,\nthen age and minisign.\n\n",
	       plain->size >> 20, runs);
	print_row("encrypt and sign", out[0], out[1], runs, plain->size);
	print_row("verify and decrypt", in[0], in[1], runs, plain->size);
	printf("%-33s %8.1f MB of 16%s\n", "memory beyond what is carried",
	       (double)(most_resident_kib() - before) / 1024,
	       most_resident_kib() - before > 16 * 1024 ? "!" : "");
	buf_release(&signature);
}

/* ---- what there is to carry ---- */

static void
make_keys(const struct files *f, struct keys *keys)
{
	struct secret *file;

	age_identity_new(&keys->identity);
	keys->identities = (struct age_identities){ &keys->identity, 1 };
	age_recipient_format(&keys->identity.recipient, keys->recipient);
	minisign_secret_new(&keys->sign);
	file = age_identity_file(&keys->identity, (struct instant){ 0, 0 });
	must(path_write_atomic(f->identity, secret_open(file),
			       secret_length(file), true, &err));
	secret_free(file);
	run(xasprintf("minisign -G -W -f -p %s -s %s >/dev/null", f->public,
		      f->key));
}

/* In one piece, so that growing leaves no peak of its own. */
static void
make_plain(const struct files *f, struct stream_bytes *plain)
{
	struct bench_dice dice = { 7 };
	size_t words = (size_t)bench_knob("BENCH_PAYLOAD_MIB", 64) << 18;
	uint32_t *data = xmalloc(words * sizeof(*data));

	for (size_t i = 0; i < words; i++)
		data[i] = bench_roll(&dice, UINT32_MAX);
	*plain = (struct stream_bytes){ (const char *)data,
					words * sizeof(*data) };
	must(path_write_atomic(f->plain, plain->data, plain->size, true,
			       &err));
}

int
main(int argc, char **argv)
{
	static const char *const names[] = {
		"plain", "sealed.age", "theirs.age", "back", "identity", "key",
		"key.pub",
	};
	struct files files;
	char **paths = (char **)&files;
	struct stream_bytes plain;
	struct keys keys;
	int runs = bench_knob("BENCH_RUNS", 5);

	if (argc != 2)
		bench_fail("exchange FOLDER");
	if (system("command -v age minisign >/dev/null") != 0) {
		printf("\nNo age and minisign programs to compare with.\n");
		return 0;
	}
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		paths[i] = path_join(argv[1], names[i]);
	make_keys(&files, &keys);
	make_plain(&files, &plain);
	measure(&files, &keys, &plain,
		(size_t)(runs < MOST_RUNS ? runs : MOST_RUNS));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		unlink(paths[i]);
		mem_free(paths[i]);
	}
	age_identity_release(&keys.identity);
	minisign_secret_release(&keys.sign);
	mem_free((void *)(uintptr_t)plain.data);
	return 0;
}
