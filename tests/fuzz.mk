# `make fuzz`: each tests/fuzz/fuzz_NAME.c under libFuzzer and AddressSanitizer
# for FUZZ_SECONDS. The library is built again, by clang, in $(BUILD)/fuzz; new
# inputs stay in $(BUILD)/fuzz/corpus, a finding in $(BUILD)/fuzz/finding-NAME-*.
# Corpora that are kept are in tests/fuzz/corpus, replayed by `make check`.

FUZZ_SECONDS ?= 60
FUZZ_CC      ?= clang
FUZZ         ?= $(notdir $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_NAMES   := $(FUZZ:fuzz_%.c=%)
FUZZ_DIR     := $(BUILD)/fuzz

fuzz: ## run each fuzzer FUZZ_SECONDS (one: FUZZ=fuzz_csv.c)
	$(Q)$(MAKE) --no-print-directory CC=$(FUZZ_CC) SANITIZE=1 \
		BUILD=$(FUZZ_DIR) CFLAGS='-O1 -g -fsanitize=fuzzer-no-link' \
		$(FUZZ_NAMES:%=$(FUZZ_DIR)/fuzz_%)
	$(Q)set -e; for n in $(FUZZ_NAMES); do \
		mkdir -p $(FUZZ_DIR)/corpus/$$n; \
		echo "  FUZZ $$n ($(FUZZ_SECONDS) s)"; \
		$(FUZZ_DIR)/fuzz_$$n -max_total_time=$(FUZZ_SECONDS) \
			-timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
			-artifact_prefix=$(FUZZ_DIR)/finding-$$n- \
			$(FUZZ_DIR)/corpus/$$n tests/fuzz/corpus/$$n \
			>$(FUZZ_DIR)/$$n.log 2>&1 || { \
			tail -n 40 $(FUZZ_DIR)/$$n.log; exit 1; }; \
		grep -E 'number_of_executed|new_units_added' \
			$(FUZZ_DIR)/$$n.log; \
	done

$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(SUPPORT_LIB) $(LIB)
	$(call say,LD,$@)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $< \
		$(SUPPORT_LIB) $(LIB) $(PKG_LIBS) $(TEST_LIBS)

.PHONY: fuzz
