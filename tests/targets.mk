# `make crash`: the crash explorer for longer than in `make check`.
CRASH_STATES ?= 500000
CRASH_SEED   ?= 1

CRASH_SEEDS  ?= 10
CRASH_TESTS  := $(BUILD)/tests/crash/test_crash_explorer \
	$(BUILD)/tests/crash/test_second_cut

crash: $(CRASH_TESTS) ## explore CRASH_STATES crashes from CRASH_SEED on
	$(Q)CRASH_STATES=$(CRASH_STATES) CRASH_SEED=$(CRASH_SEED) \
		$(BUILD)/tests/crash/test_crash_explorer
	$(Q)CRASH_SEEDS=$(CRASH_SEEDS) $(BUILD)/tests/crash/test_second_cut

.PHONY: crash
