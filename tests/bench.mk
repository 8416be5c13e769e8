# `make bench`: the sealed vault beside plain SQLite, and a whole academy, in
# figures; about ten minutes. Knobs, in the environment or on the command line:
# BENCH_RUNS (5), BENCH_ATTEMPTS (1000000), BENCH_STUDENTS (of the academy: one
# for 500 attempts), BENCH_CHANGES (200), BENCH_PERCENT (100, of the mixes),
# BENCH_ACADEMIES (100, at head office) of BENCH_OFFICE_STUDENTS (500) each,
# BENCH_DIR where its databases go, and SPEEDTEST1=path/to/speedtest1.c.
# The VFS is built a second time, in $(BENCH)/none, without a cipher: nothing
# but this uses that.

BENCH     := $(BUILD)/bench
BENCH_DIR ?= $(BENCH)/data
BENCH_LIB := $(BUILD)/tests/bench/bench.o
BENCH_NONE := $(VFS_OBJ:$(BUILD)/%=$(BENCH)/none/%)
WORK_OBJ  := $(patsubst %.c,$(BUILD)/%.o,$(addprefix tests/bench/,work_main.c \
	records.c mix.c bench.c))
BENCH_PROGRAMS := $(addprefix $(BENCH)/,bench work work-none academy exchange \
	office)
ifdef SPEEDTEST1
BENCH_PROGRAMS += $(BENCH)/speedtest1 $(BENCH)/speedtest1-none
endif

bench: $(BENCH_PROGRAMS) ## measure the vault and a full academy
	$(Q)mkdir -p '$(BENCH_DIR)'
	$(Q)BENCH_RUNS='$(BENCH_RUNS)' BENCH_ATTEMPTS='$(BENCH_ATTEMPTS)' \
		BENCH_STUDENTS='$(BENCH_STUDENTS)' \
		BENCH_CHANGES='$(BENCH_CHANGES)' \
		BENCH_PERCENT='$(BENCH_PERCENT)' $(BENCH)/bench '$(BENCH_DIR)'
	$(Q)BENCH_RUNS='$(BENCH_RUNS)' $(BENCH)/exchange '$(BENCH_DIR)'
	$(Q)BENCH_ACADEMIES='$(BENCH_ACADEMIES)' \
		BENCH_OFFICE_STUDENTS='$(BENCH_OFFICE_STUDENTS)' \
		$(BENCH)/office '$(BENCH_DIR)'

$(BENCH)/none/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$< (no cipher))$(CC) $(CPPFLAGS) $(CFLAGS) \
		-DSEALED_VFS_NULL_CIPHER -c -o $@ $<

# What is linked first is what counts: the library then gives no VFS.
bench_link = $(call say,LD,$@)mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ \
	$(filter %.o,$^) $(filter %.a,$^) $(PKG_LIBS) $(TEST_LIBS)

$(BENCH)/bench: $(BUILD)/tests/bench/bench_main.o $(BENCH_LIB) $(LIB)
	$(bench_link)
$(BENCH)/work: $(WORK_OBJ) $(LIB)
	$(bench_link)
$(BENCH)/work-none: $(WORK_OBJ) $(BENCH_NONE) $(LIB)
	$(bench_link)
ACADEMY_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/bench/academy_*.c)) \
	$(BUILD)/tests/support/screen_drive.o
$(BENCH)/academy: $(ACADEMY_OBJ) $(BENCH_LIB) $(WIPE) $(LIB)
	$(bench_link)
$(BENCH)/exchange: $(BUILD)/tests/bench/exchange_main.o $(BENCH_LIB) $(LIB)
	$(bench_link)
OFFICE_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(addprefix tests/,\
	bench/office_main.c bench/academy_build.c bench/academy_common.c \
	bench/academy_gate.c \
	support/other_academy.c))
$(BENCH)/office: $(OFFICE_OBJ) $(BENCH_LIB) $(LIB)
	$(bench_link)

$(BENCH)/speedtest1.o: $(SPEEDTEST1)
	@mkdir -p $(@D)
	$(Q)$(CC) -O2 -w -Dmain=speedtest1_main -c -o $@ $<
$(BENCH)/speedtest1: $(BUILD)/tests/bench/speedtest1_main.o $(BENCH_LIB) \
		$(BENCH)/speedtest1.o $(LIB)
	$(bench_link)
$(BENCH)/speedtest1-none: $(BUILD)/tests/bench/speedtest1_main.o $(BENCH_LIB) \
		$(BENCH)/speedtest1.o $(BENCH_NONE) $(LIB)
	$(bench_link)

# For `make check`, which runs it at a size that measures nothing.
tests: $(BENCH_PROGRAMS)

-include $(wildcard $(BENCH)/none/src/vault/*.d)

.PHONY: bench
