/* SPDX-License-Identifier: ISC */
/*
 * office FOLDER: a head office takes in the first, full return of one academy
 * after another: whether the hundredth takes longer than the first, and how
 * large the vault grows. The academies are one, with other ids and keys.
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "exchange/age.h"
#include "exchange/exchange_private.h"
#include "exchange/minisign.h"
#include "tests/bench/academy.h"
#include "tests/support/other_academy.h"

enum { ACADEMIES = 100, STUDENTS = 500, ATTEMPTS_EACH = 60, SHOWN_EVERY = 10 };

struct office {
	struct app *app;
	struct instant now;
	struct site us;
	char *dir, *path, *signature;
	struct buf image;	/* a full return, as one academy wrote it */
	struct err err;
};

static void
must(struct office *o, enum rc rc)
{
	academy_must(rc, &o->err);
}

/* ---- one academy ---- */

static void
pack(struct office *o, struct app *academy)
{
	struct payload_request request = { .manifest = {
		.kind = BUNDLE_RETURN, .from_id = academy->academy.id,
		.from_code = "ACA", .from_name = "A full academy",
		.to_id = o->us.id, .number = 1, .created = o->now,
	} };
	struct payload payload;
	struct id *ids;

	snprintf(request.manifest.to_code, sizeof(request.manifest.to_code),
		 "%s", o->us.code);
	snprintf(request.manifest.recipients,
		 sizeof(request.manifest.recipients), "%s",
		 o->us.age_recipient);
	must(o, payload_students_since(academy->store, 0, &ids,
				       &request.student_count, &o->err));
	request.students = ids;
	must(o, payload_write(academy->store, &request, &payload, &o->err));
	buf_add(&o->image, payload.data, (size_t)payload.size);
	payload_release(&payload);
	mem_free(ids);
}

static void
make_image(struct office *o, const char *folder)
{
	struct academy_size size = {
		.students = bench_knob("BENCH_OFFICE_STUDENTS", STUDENTS),
	};
	char *dir = path_join(folder, "office-academy.vault");
	struct secret *passphrase = academy_passphrase();
	struct app *academy;

	size.attempts = size.students * ATTEMPTS_EACH;
	printf("\n(g) ");
	academy_build(dir, &size);
	academy = app_new(dir, clock_fixed(&o->now));
	must(o, app_unlock(academy, BENCH_USER, passphrase, &o->err));
	pack(o, academy);
	app_free(academy);
	app_remove_folder(dir);
	secret_free(passphrase);
	mem_free(dir);
}

/* ---- head office ---- */

static void
found(struct office *o)
{
	static const struct app_new_academy hq = {
		.code = "HQ", .name = "Head office", .minimum_cost = true,
		.user_name = BENCH_USER, .staff_name = "Ada Example",
		.head_office = true,
	};
	struct secret *passphrase = academy_passphrase(), *recovery;

	app_remove_folder(o->dir);
	o->app = app_new(o->dir, clock_fixed(&o->now));
	must(o, app_create(o->app, &hq, passphrase, &recovery, &o->err));
	must(o, site_of_ours(o->app, &o->us, &o->err));
	secret_free(recovery);
	secret_free(passphrase);
}

static void
write_sealed(struct office *o, const struct payload *payload,
	     const struct bundle_manifest *manifest,
	     const struct minisign_secret *key)
{
	unsigned char hash[MINISIGN_HASH_SIZE];
	char gist[MANIFEST_GIST_SIZE];
	struct age_recipient to;
	struct age_lock lock = { .recipients = &to, .count = 1 };
	struct stream_bytes bytes = { (const char *)payload->data,
				      (size_t)payload->size };
	struct buf sealed = BUF_INIT, signature = BUF_INIT;

	must(o, age_recipient_parse(o->us.age_recipient, &to, &o->err));
	must(o, age_encrypt(&lock, source_bytes(&bytes), sink_buf(&sealed),
			    &o->err));
	bytes = (struct stream_bytes){ sealed.ptr, sealed.len };
	must(o, minisign_hash_source(source_bytes(&bytes), hash, &o->err));
	manifest_gist(manifest, gist);
	must(o, minisign_sign(key, hash, gist, &signature, &o->err));
	must(o, path_write_atomic(o->path, sealed.ptr, sealed.len, true,
				  &o->err));
	must(o, path_write_atomic(o->signature, signature.ptr, signature.len,
				  true, &o->err));
	buf_release(&sealed);
	buf_release(&signature);
}

/* It is trusted, and its stick lies there. */
static void
meet(struct office *o, int which)
{
	struct bundle_manifest manifest;
	struct minisign_secret key;
	struct payload payload;
	struct site site;

	must(o, other_academy((unsigned char *)o->image.ptr, o->image.len,
			      which, &payload, &manifest, &site, &o->err));
	minisign_secret_new(&key);
	minisign_public_format(&key.public, site.sign_key);
	/* Nothing is sent there: any recipient does. */
	snprintf(site.age_recipient, sizeof(site.age_recipient), "%s",
		 o->us.age_recipient);
	must(o, exchange_trust(o->app, &site, &o->err));
	write_sealed(o, &payload, &manifest, &key);
	minisign_secret_release(&key);
	payload_release(&payload);
}

static struct bench_time
take_in(struct office *o)
{
	struct import_bundle *bundle;
	struct bench_time start = bench_now();

	must(o, exchange_open(o->app, o->path, NULL, NULL, &bundle, &o->err));
	must(o, exchange_apply(o->app, bundle, NULL, &o->err));
	import_bundle_free(bundle);
	return bench_since(start);
}

static double
megabytes(const struct office *o)
{
	char *file = path_join(o->dir, "records.db");
	struct stat st = { 0 };

	stat(file, &st);
	mem_free(file);
	return (double)st.st_size / 1e6;
}

static void
run(struct office *o, int academies)
{
	double *seconds = xcalloc((size_t)academies, sizeof(*seconds));
	struct rusage use;

	printf("  academy   seconds   processor   records.db\n");
	for (int i = 1; i <= academies; i++) {
		struct bench_time took;

		meet(o, i);
		o->now.utc_s += 60;
		took = take_in(o);
		seconds[i - 1] = took.wall_s;
		if (i == 1 || i % SHOWN_EVERY == 0 || i == academies)
			printf("  %7d  %8.2f  %10.2f  %8.0f MB\n", i,
			       took.wall_s, took.cpu_s, megabytes(o));
		fflush(stdout);
	}
	getrusage(RUSAGE_SELF, &use);
	if (academies >= 2 * SHOWN_EVERY) {
		double first = bench_at(seconds, SHOWN_EVERY, 0.5);
		double last = bench_at(seconds + academies - SHOWN_EVERY,
				       SHOWN_EVERY, 0.5);

		printf("%-33s %8.2fx of 1.00%s\n",
		       "the last ten beside the first ten", last / first,
		       last > first * 1.25 ? "!" : "");
	}
	printf("%-33s %8.0f MB\n", "most memory at one time",
	       (double)use.ru_maxrss / 1024);
	mem_free(seconds);
}

int
main(int argc, char **argv)
{
	struct office o = { .now = academy_now(), .image = BUF_INIT };
	int academies = bench_knob("BENCH_ACADEMIES", ACADEMIES);

	if (argc != 2)
		bench_fail("office FOLDER");
	o.dir = path_join(argv[1], "office.vault");
	o.path = path_join(argv[1], "office.age");
	o.signature = xasprintf("%s.minisig", o.path);
	found(&o);
	make_image(&o, argv[1]);
	printf("Full returns of %d academies like it, %.1f MB each, taken in "
	       "at one head office.\n\n", academies,
	       (double)o.image.len / 1e6);
	run(&o, academies);
	app_free(o.app);
	app_remove_folder(o.dir);
	unlink(o.path);
	unlink(o.signature);
	buf_release(&o.image);
	mem_free(o.dir);
	mem_free(o.path);
	mem_free(o.signature);
	return 0;
}
