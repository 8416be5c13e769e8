# Throughgate: one plain GNU Makefile. `make help` lists the targets.
# Knobs: CC CFLAGS LDFLAGS PREFIX DESTDIR BUILD V=1 DEVELOPER=1 SANITIZE=1

CC       ?= cc
CFLAGS   ?= -O2 -g
PREFIX   ?= /usr/local
BUILD    ?= build
VERSION  := 0.1.0

PKGS     := ncursesw sqlite3 libsodium
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lunistring

override CPPFLAGS += -D_GNU_SOURCE -DTHROUGHGATE_VERSION='"$(VERSION)"' \
	-Isrc -I. $(PKG_CFLAGS)
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wnull-dereference
ifdef DEVELOPER
WARN     += -Werror
endif
ifdef SANITIZE
HARDEN   := -fsanitize=address,undefined -fno-omit-frame-pointer \
	-fno-sanitize-recover=undefined
else ifdef COVERAGE
HARDEN   := --coverage -O0
else
HARDEN   := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection -fPIE
# clang 14 has the next one only behind a switch that says it will go.
ifeq ($(shell $(CC) --version 2>/dev/null | grep -c clang),0)
HARDEN   += -ftrivial-auto-var-init=zero
endif
LINKHARD := -pie -Wl,-z,relro,-z,now
endif
override CFLAGS  += -std=c11 $(WARN) $(HARDEN) -MMD -MP
override LDFLAGS += $(HARDEN) $(LINKHARD)

ifndef V
Q := @
say = @printf '  %-4s %s\n' '$(1)' '$(2)';
endif

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# ---- what there is to build ------------------------------------------------

LIB_SRC  := $(wildcard src/*/*.c) $(wildcard screens/*.c)
LIB_SRC  := $(filter-out src/base/wipe_malloc.c,$(LIB_SRC))
LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o)
LIB      := $(BUILD)/libthroughgate.a
VFS_OBJ  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/vault/sealed_*.c))
DATA     := $(sort $(shell find data -type f 2>/dev/null))
SUPPORT  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
SUPPORT_MAIN := $(filter %_main.o,$(SUPPORT))
SUPPORT_LIB  := $(filter-out $(SUPPORT_MAIN),$(SUPPORT))

BIN      := $(BUILD)/throughgate
# What takes longest begins first, so that it does not end alone.
LONGEST  := $(BUILD)/tests/screens/test_random_keys
UNIT     := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c \
	tests/property/test_*.c tests/crash/test_*.c tests/screens/test_*.c))
UNIT     := $(LONGEST) $(filter-out $(LONGEST),$(UNIT))
# A sanitizer keeps shadow memory that nobody can search from end to end.
ifndef SANITIZE
LEAK     := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/leak/test_*.c))
endif
TOOLS    := $(patsubst tests/support/%_main.c,$(BUILD)/tests/%,\
	$(wildcard tests/support/*_main.c))
SCRIPTS  := $(wildcard tests/cli/test_*.sh tests/interop/test_*.sh \
	tests/terminal/test_*.sh tests/screens/test_*.sh tests/bench/test_*.sh)
FUZZ_REPLAY := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/fuzz/%,\
	$(wildcard tests/fuzz/fuzz_*.c))

all: $(BIN) $(BUILD)/libsealedvfs.a $(BUILD)/throughgate.1 \
	$(BUILD)/throughgate.bash ## build the program, its library, man page

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# data/ is embedded as it is: one .incbin a file, one table row a file.
$(BUILD)/embed.S: $(DATA) src/base/embed.sh
	@mkdir -p $(@D)
	$(call say,GEN,$@)sh src/base/embed.sh $(DATA) > $@

$(BUILD)/embed.o: $(BUILD)/embed.S
	$(call say,AS,$<)$(CC) -c -o $@ $<

$(LIB): $(LIB_OBJ) $(BUILD)/embed.o
	$(call say,AR,$@)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/libsealedvfs.a: $(VFS_OBJ)
	$(call say,AR,$@)rm -f $@ && $(AR) rcs $@ $^

# Only the shipped binary replaces free() with one that wipes: sanitizers and
# valgrind have an allocator of their own.
ifndef SANITIZE
WIPE := $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/base/wipe_malloc.c))
endif

$(BIN): $(BUILD)/src/main.o $(WIPE) $(LIB)
	$(call say,LD,$@)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(BUILD)/throughgate.1: $(BIN)
	$(call say,GEN,$@)$(BIN) --generate man > $@

$(BUILD)/throughgate.bash: $(BIN)
	$(call say,GEN,$@)$(BIN) --generate completion > $@

# ---- tests -----------------------------------------------------------------

TEST_LIBS := -lcmocka -lutil

$(BUILD)/tests/unit/% $(BUILD)/tests/property/% $(BUILD)/tests/crash/% \
$(BUILD)/tests/screens/%: $(BUILD)/%.o ;

$(UNIT): $(BUILD)/%: $(BUILD)/%.o $(SUPPORT_LIB) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(LDFLAGS) -o $@ $< $(SUPPORT_LIB) $(LIB) \
		$(PKG_LIBS) $(TEST_LIBS)

$(TOOLS): $(BUILD)/tests/%: $(BUILD)/tests/support/%_main.o $(SUPPORT_LIB) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(LDFLAGS) -o $@ $< $(SUPPORT_LIB) $(LIB) \
		$(PKG_LIBS) $(TEST_LIBS)

$(FUZZ_REPLAY): $(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o \
		$(BUILD)/tests/fuzz/replay.o $(SUPPORT_LIB) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(LDFLAGS) -o $@ $< $(BUILD)/tests/fuzz/replay.o \
		$(SUPPORT_LIB) $(LIB) $(PKG_LIBS) $(TEST_LIBS)

# Linked as the program is, with the free() that wipes.
$(BUILD)/tests/leak/%: $(BUILD)/tests/leak/%.o $(WIPE) $(SUPPORT_LIB) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(LDFLAGS) -o $@ $< $(WIPE) $(SUPPORT_LIB) \
		$(LIB) $(PKG_LIBS) $(TEST_LIBS)

ifneq ($(and $(WIPE),$(LEAK)),)
$(LEAK:%=%.o): override CPPFLAGS += -DWIPES_MEMORY
endif

TESTS_BUILT := $(UNIT) $(LEAK) $(TOOLS) $(FUZZ_REPLAY)

tests: all $(TESTS_BUILT) ## build every test

check: tests ## run every test; ends with "N passed, N failed"
	$(Q)BUILD='$(BUILD)' sh tests/run $(UNIT) $(LEAK) $(FUZZ_REPLAY) \
		$(SCRIPTS)

# One suite: make check-one T=test_date
check-one: tests
	$(Q)BUILD='$(BUILD)' sh tests/run $(filter %/$(T) %/$(T).sh,$(UNIT) \
		$(LEAK) $(FUZZ_REPLAY) $(SCRIPTS))

# 10,000 keys from each of sixty screens take some 20 minutes of one core.
check-asan: ## every test under AddressSanitizer and UBSan
	$(Q)ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 \
		RANDOM_KEYS=$${RANDOM_KEYS:-10000} \
		TEST_TIMEOUT=$${TEST_TIMEOUT:-2400} $(MAKE) \
		--no-print-directory SANITIZE=1 BUILD=$(BUILD)/asan check

VALGRIND := valgrind -q --error-exitcode=99 --leak-check=full \
	--errors-for-leak-kinds=definite

check-valgrind: $(UNIT) ## the unit tests under valgrind
	$(Q)BUILD='$(BUILD)' WRAP='$(VALGRIND)' RANDOM_KEYS=100 KILLS=10 \
		sh tests/run $(filter-out %/test_crash_explorer \
		%/test_second_cut %/test_disk_faults,$(UNIT))

coverage: ## line coverage of the tests, by file (needs gcovr)
	$(Q)$(MAKE) --no-print-directory COVERAGE=1 BUILD=$(BUILD)/cov check
	gcovr -r . --filter src/ --filter screens/ \
		$(BUILD)/cov/src $(BUILD)/cov/screens

lint: ## includes, sizes, cppcheck, shellcheck
	$(Q)sh tests/lint/lint.sh

# What a fresh Debian 12 lacks, to build, to test and to read the results.
PACKAGES := gcc clang make pkg-config libncurses-dev libsqlite3-dev \
	libsodium-dev libunistring-dev
TEST_PACKAGES := libcmocka-dev sqlite3 tmux age minisign dosfstools valgrind cppcheck \
	shellcheck gcovr mandoc llvm clang
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)

deps: ## install what is missing to build and test (apt)
	@missing=; for p in $(PACKAGES) $(TEST_PACKAGES); do \
		dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; \
	done; if [ -n "$$missing" ]; then \
		echo "installing:$$missing"; $(SUDO) apt-get update -qq && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y \
			-qq --no-install-recommends $$missing >/dev/null; \
	fi

# A fictional academy. With a terminal its screens open; without one its
# papers are written instead.
DEMO       := $(BUILD)/demo
DEMO_VAULT := $(DEMO)/academy.vault

demo: deps ## install what is missing, build, open a fictional academy
	$(Q)$(MAKE) --no-print-directory --silent all
	$(Q)mkdir -p $(DEMO)
	$(Q)[ -d $(DEMO_VAULT) ] || $(BIN) demo $(DEMO_VAULT) 2>/dev/null
	$(Q)if [ -t 0 ] && [ -t 1 ]; then \
		$(BIN) --vault $(DEMO_VAULT) --user demo; \
	else \
		sh src/demo.sh $(BIN) $(DEMO); \
	fi

# What an air-gapped machine needs, in one folder: INSTALL says how to use it.
STICK     := $(BUILD)/stick
STICK_DEB := libncursesw6 libtinfo6 libsqlite3-0 libsodium23 libunistring2

stick: all ## a folder to carry to a machine without a network
	$(Q)rm -rf $(STICK) && mkdir -p $(STICK)
	$(Q)$(MAKE) --no-print-directory install DESTDIR=$(STICK)/tree \
		PREFIX=/usr/local >/dev/null
	$(Q)tar -C $(STICK)/tree --sort=name --owner=0 --group=0 \
		-czf $(STICK)/throughgate.tar.gz . && rm -rf $(STICK)/tree
	$(Q)cp INSTALL $(STICK)
	$(Q)cd $(STICK) && apt-get -qq download $(STICK_DEB) 2>/dev/null && \
		sha256sum -- * > SHA256SUMS
	@echo "Copy $(STICK) to a stick, and write this down on paper:"
	@sha256sum $(STICK)/SHA256SUMS | cut -c1-64

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-16s %s\n",$$1,$$2}' \
		Makefile tests/*.mk

# DESTDIR is a staging folder for packagers; PREFIX is where it will live.
BINDIR   := $(DESTDIR)$(PREFIX)/bin
MANDIR   := $(DESTDIR)$(PREFIX)/share/man/man1
COMPDIR  := $(DESTDIR)$(PREFIX)/share/bash-completion/completions

install: $(BIN) $(BUILD)/throughgate.1 $(BUILD)/throughgate.bash ## install below PREFIX
	install -d '$(BINDIR)' '$(MANDIR)' '$(COMPDIR)'
	install -m 755 $(BIN) '$(BINDIR)/throughgate'
	install -m 644 $(BUILD)/throughgate.1 '$(MANDIR)/throughgate.1'
	install -m 644 $(BUILD)/throughgate.bash '$(COMPDIR)/throughgate'

uninstall: ## take away what install put there
	rm -f '$(BINDIR)/throughgate' '$(MANDIR)/throughgate.1' \
		'$(COMPDIR)/throughgate'

clean: ## remove everything built
	rm -rf $(BUILD)

.PHONY: all tests check check-one check-asan check-valgrind coverage lint deps \
	demo stick help install uninstall clean

-include $(wildcard $(BUILD)/src/*.d $(BUILD)/src/*/*.d $(BUILD)/screens/*.d \
	$(BUILD)/tests/*/*.d)
-include tests/targets.mk
include tests/fuzz.mk tests/bench.mk
