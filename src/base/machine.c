/* SPDX-License-Identifier: ISC */
#include "base/machine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#endif

void
machine_harden(void)
{
	static const struct rlimit none = { 0, 0 };

	/* Memory holds names and keys: it may not end up in a file. */
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	umask(077);
}

#ifdef THIS_ARCH

#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define DENY \
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (EACCES & 0xffff))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
/* Where k differs, skips that many of the lines that follow. */
#define UNLESS(k, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (k), 0, (skip))

bool
machine_confine(void)
{
	/* Little-endian: the low half of args[0] is its first four bytes. A
	 * ring of io_uring could make sockets behind the filter's back. */
	static const struct sock_filter rules[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0),
		DENY,
		LOAD(nr),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
		DENY,
		UNLESS(__NR_io_uring_setup, 1),
		DENY,
		UNLESS(__NR_socket, 3),
		LOAD(args[0]),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0),
		DENY,
		ALLOW,
	};
	struct sock_filter copy[sizeof(rules) / sizeof(rules[0])];
	struct sock_fprog program = { sizeof(rules) / sizeof(rules[0]), copy };

	for (size_t i = 0; i < program.len; i++)
		copy[i] = rules[i];
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) ==
		       0;
}

#else

bool
machine_confine(void)
{
	return false;
}

#endif
