# `make crash`: the crash explorer for longer than in `make check`.
CRASH_STATES ?= 500000
CRASH_SEED   ?= 1

crash: $(BUILD)/tests/crash/test_crash_explorer ## explore CRASH_STATES crashes from CRASH_SEED on
	$(Q)CRASH_STATES=$(CRASH_STATES) CRASH_SEED=$(CRASH_SEED) $<

.PHONY: crash
