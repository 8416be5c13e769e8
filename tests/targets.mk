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

# The same as in `make check`, where the kernel of this machine has no FAT.
check-fat: tests ## sticks with FAT, in Debian's user-mode-linux
	$(Q)BUILD='$(BUILD)' sh tests/interop/in_user_mode.sh \
		tests/interop/test_stick_media.sh

.PHONY: crash check-fat
