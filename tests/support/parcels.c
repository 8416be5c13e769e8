/* SPDX-License-Identifier: ISC */
#include "tests/support/parcels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/student_store.h"

/* ---- places ---- */

static void
meet(struct small_academy *at, const struct small_academy *other)
{
	const struct academy *them = app_academy(other->app);
	struct site site = { .id = them->id, .kind = them->kind,
			     .age_recipient = "age1example",
			     .sign_key = "RWQexample" };

	snprintf(site.code, sizeof(site.code), "%s", them->code);
	snprintf(site.name, sizeof(site.name), "%s", them->name);
	must(app_begin(at->app, MAY_MANAGE_KEYS, "key.trust", 0, e,
		       "Trusted %s", site.code));
	must(app_end(at->app, site_put(at->app->store, &site, &at->app->me.id,
				       e), e));
}

void
meet_each_other(struct small_academy *a, struct small_academy *b)
{
	meet(a, b);
	meet(b, a);
}

struct site
site_of(struct small_academy *at, const char *code)
{
	struct site site;

	must(site_by_code(at->app->store, code, &site, e));
	return site;
}

/* ---- packing ---- */

void
parcel_release(struct parcel *parcel)
{
	mem_free(parcel->data);
	memset(parcel, 0, sizeof(*parcel));
}

struct payload_request
request_to(struct small_academy *from, struct small_academy *to,
	   enum bundle_kind kind)
{
	struct payload_request request = { .manifest = {
		.kind = kind, .from_id = from->app->academy.id,
		.to_id = to->app->academy.id,
		.from_kind = from->app->academy.kind,
		.recipients = "age1example", .created = from->at,
	} };
	struct bundle_manifest *m = &request.manifest;

	snprintf(m->from_code, sizeof(m->from_code), "%s",
		 from->app->academy.code);
	snprintf(m->from_name, sizeof(m->from_name), "%s",
		 from->app->academy.name);
	snprintf(m->to_code, sizeof(m->to_code), "%s", to->app->academy.code);
	must(export_next(from->app->store, &m->number, m->previous, e));
	return request;
}

struct parcel
pack(struct small_academy *from, struct payload_request *request)
{
	struct payload payload;
	struct parcel parcel;

	must(payload_write(from->app->store, request, &payload, e));
	parcel.size = (size_t)payload.size;
	parcel.data = xmalloc(parcel.size);
	memcpy(parcel.data, payload.data, parcel.size);
	payload_release(&payload);
	return parcel;
}

struct parcel
pack_return(struct small_academy *from, struct small_academy *to,
	    int64_t since)
{
	struct payload_request request = request_to(from, to, BUNDLE_RETURN);
	struct parcel parcel;
	struct id *ids;

	must(payload_students_since(from->app->store, since, &ids,
				    &request.student_count, e));
	request.students = ids;
	request.manifest.since_seq = since;
	parcel = pack(from, &request);
	mem_free(ids);
	return parcel;
}

struct parcel
pack_transfer(struct small_academy *from, struct small_academy *to,
	      const struct student *student)
{
	struct payload_request request = request_to(from, to, BUNDLE_TRANSFER);
	struct site site = site_of(from, to->app->academy.code);
	struct parcel parcel;

	request.students = &student->id;
	request.student_count = 1;
	must(app_begin(from->app, MAY_EXCHANGE, "exchange.export", UOW_FINAL,
		       e, "Handed %s to %s", student->reference, site.code));
	must(student_hand_over(from->app->store, &student->id, &site.id, e));
	parcel = pack(from, &request);
	must(app_end(from->app, RC_OK, e));
	return parcel;
}

/* ---- taking in ---- */

struct opened
open_parcel(struct small_academy *at, struct parcel *parcel, const char *from)
{
	struct opened o = { .from = site_of(at, from) };

	must(payload_open(parcel->data, parcel->size, &o.reader, e));
	must(payload_plan(at->app->store, o.reader, &o.from, &o.lines,
			  &o.count, e));
	return o;
}

void
opened_release(struct opened *o)
{
	payload_close(o->reader);
	mem_free(o->lines);
	memset(o, 0, sizeof(*o));
}

int64_t
apply_opened(struct small_academy *at, struct opened *o, const bool *accept)
{
	struct app *app = at->app;
	int64_t seq;

	must(app_begin(app, MAY_EXCHANGE, "exchange.import", 0, e,
		       "Took in a stick from %s", o->from.code));
	must(payload_apply(app->store, o->reader, &o->from, &app->me.id,
			   o->lines, accept, o->count, e));
	must(uow_commit(app->store, &seq, e));
	return seq;
}

int64_t
unpack(struct small_academy *at, struct parcel *parcel, const char *from)
{
	struct opened o = open_parcel(at, parcel, from);
	int64_t seq = apply_opened(at, &o, NULL);

	opened_release(&o);
	return seq;
}

const struct bundle_line *
line_of(const struct opened *o, const char *reference)
{
	const struct bundle_line *found = NULL;

	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->lines[i].reference, reference) == 0) {
			assert_null(found);
			found = &o->lines[i];
		}
	assert_non_null(found);
	return found;
}
