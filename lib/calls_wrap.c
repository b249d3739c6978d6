// SPDX-License-Identifier: GPL-2.0-only
/* Where the linker sends the calls that are recorded; those that are made within the C library
 * itself do not come here. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>

#include "calls.h"
#include "calls_ioctl.h"

#define KVM	 "/dev/kvm"
#define KVM_NAME "kvm_fd" /* make_vm() of the program has its own */

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __real_close(int fd);
int __wrap_close(int fd);
void *__real_mmap(void *at, size_t bytes, int prot, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t bytes, int prot, int flags, int fd, off_t offset);
int __real_munmap(void *at, size_t bytes);
int __wrap_munmap(void *at, size_t bytes);
int __real_madvise(void *at, size_t bytes, int advice);
int __wrap_madvise(void *at, size_t bytes, int advice);
ssize_t __real_pread(int fd, void *buf, size_t bytes, off_t offset);
ssize_t __wrap_pread(int fd, void *buf, size_t bytes, off_t offset);
ssize_t __real_pwrite(int fd, const void *buf, size_t bytes, off_t offset);
ssize_t __wrap_pwrite(int fd, const void *buf, size_t bytes, off_t offset);
int __real_spit(const char *path, const char *text);
int __wrap_spit(const char *path, const char *text);
void ioctl_was_made(int fd, unsigned long request, const void *arg, int ret);

static int answer(int ret)
{
	return ret < 0 ? -errno : ret;
}

/* Called by lib/kvm_selftests/old_kernels.c, through which all ioctls go. */
void ioctl_was_made(int fd, unsigned long request, const void *arg, int ret)
{
	int saved = errno;

	if (!calls_on())
		return;
	calls_ioctl(fd, request, arg, answer(ret));
	errno = saved;
}

/* /dev/vfio/<number> is the group's own, which differs from machine to machine. */
static void record_open(const char *path, int ret)
{
	bool is_container = !strcmp(path, "/dev/vfio/vfio");
	char text[64] = "open(\"/dev/vfio/vfio\", O_RDWR | O_CLOEXEC)";
	const char *base = is_container ? "container_fd" : "group_fd";

	if (!strcmp(path, KVM)) {
		calls_name_fd(ret, KVM_NAME);
		return;
	}
	if (strncmp(path, "/dev/vfio/", strlen("/dev/vfio/"))) {
		calls_cannot("open of %s", path);
		return;
	}
	if (!is_container)
		snprintf(text, sizeof(text), "open(%s, O_RDWR | O_CLOEXEC)",
			 calls_group_path(path));
	calls_write(CALLS_MAKE, ret, ret < 0 ? base : calls_name_fd(ret, base),
		    is_container ? "open of /dev/vfio/vfio" : "open of the group", "%s", text);
}

int __wrap_open(const char *path, int flags, ...)
{
	va_list ap;
	int mode, ret, saved;

	va_start(ap, flags);
	mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(ap, int) : 0;
	va_end(ap);
	ret = __real_open(path, flags, mode);
	saved = errno;
	if (calls_on())
		record_open(path, answer(ret));
	errno = saved;
	return ret;
}

int __wrap_close(int fd)
{
	int ret = __real_close(fd);
	int saved = errno;
	char label[48];

	if (calls_on() && strncmp(calls_fd(fd), KVM_NAME, strlen(KVM_NAME))) {
		snprintf(label, sizeof(label), "close of %s", calls_fd(fd));
		calls_write(CALLS_UNDO, answer(ret), "-", label, "close_fd(&%s)", calls_fd(fd));
	}
	calls_forget_fd(fd);
	errno = saved;
	return ret;
}

void *__wrap_mmap(void *at, size_t bytes, int prot, int flags, int fd, off_t offset)
{
	void *got = __real_mmap(at, bytes, prot, flags, fd, offset);
	int saved = errno;

	if (calls_on() && got != MAP_FAILED) {
		if (!(flags & MAP_ANONYMOUS))
			calls_cannot("mmap of %s", calls_fd(fd));
		calls_name_memory(got, bytes, "mem");
	}
	errno = saved;
	return got;
}

/* The program keeps its memory: what comes to the same address is the same to the kernel. */
int __wrap_munmap(void *at, size_t bytes)
{
	calls_forget_memory(at);
	return __real_munmap(at, bytes);
}

/* What only makes another thing surer is not written down. */
int __wrap_madvise(void *at, size_t bytes, int advice)
{
	int ret = __real_madvise(at, bytes, advice);
	const char *name = advice == MADV_DONTNEED	 ? "MADV_DONTNEED" :
			   advice == MADV_POPULATE_WRITE ? "MADV_POPULATE_WRITE" :
							   NULL;
	int saved = errno;

	if (calls_on() && name)
		calls_write(CALLS_OP, answer(ret), "-", name, "madvise(%s, 0x%zx, %s)",
			    calls_address(at), bytes, name);
	errno = saved;
	return ret;
}

/* Of a region of the device; the rest of the world reads and writes into other memory. */
static void record_transfer(const char *how, int fd, const void *buf, size_t bytes, off_t offset,
			    ssize_t ret)
{
	int saved = errno;
	char label[48];

	if (!calls_on() || !calls_is_held(buf))
		return;
	snprintf(label, sizeof(label), "%s on %s", how, calls_fd(fd));
	calls_write(CALLS_OP, ret < 0 ? -saved : 0, "-", label, "%s(%s, %s, %zu, 0x%llx)", how,
		    calls_fd(fd), calls_address(buf), bytes, (unsigned long long)offset);
	errno = saved;
}

ssize_t __wrap_pread(int fd, void *buf, size_t bytes, off_t offset)
{
	ssize_t ret = __real_pread(fd, buf, bytes, offset);

	record_transfer("pread", fd, buf, bytes, offset, ret);
	return ret;
}

ssize_t __wrap_pwrite(int fd, const void *buf, size_t bytes, off_t offset)
{
	ssize_t ret = __real_pwrite(fd, buf, bytes, offset);

	record_transfer("pwrite", fd, buf, bytes, offset, ret);
	return ret;
}

int __wrap_spit(const char *path, const char *text)
{
	int ret;

	calls_pause();
	ret = __real_spit(path, text);
	calls_go_on();
	if (calls_on())
		calls_write(CALLS_UNDO, ret, "-", path, "write_file(\"%s\", %s)", path,
			    calls_string(text));
	return ret;
}
