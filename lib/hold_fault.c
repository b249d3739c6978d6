// SPDX-License-Identifier: GPL-2.0-only
/* Holding by userfaultfd: a page is missing until it is filled. */
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "hold_parts.h"

static int negotiate(struct hold *h, uint64_t features)
{
	struct uffdio_api api = { .api = UFFD_API, .features = features };

	h->fd = syscall(__NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);
	if (h->fd < 0)
		return -errno;
	if (!ioctl(h->fd, UFFDIO_API, &api))
		return 0;
	close(h->fd);
	h->fd = -1;
	return -EINVAL;
}

static int open_uffd(struct hold *h, struct why *why)
{
	int error = negotiate(h, UFFD_FEATURE_EXACT_ADDRESS);

	h->exact = !error;
	if (error == -EINVAL)
		error = negotiate(h, 0);
	if (!error)
		return 0;
	return why_set(why, error,
		       "userfaultfd: %s: needs root (or vm.unprivileged_userfaultfd=1) "
		       "and CONFIG_USERFAULTFD",
		       strerror(-error));
}

int hold_fault_open(struct hold *h, struct why *why)
{
	struct uffdio_register reg = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	int error = open_uffd(h, why);

	if (error)
		return error;
	h->staging = malloc(h->page_bytes);
	h->at = mmap(NULL, h->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (!h->staging || h->at == MAP_FAILED)
		return why_set(why, -ENOMEM, "no memory for a hold");
	madvise(h->at, h->bytes, MADV_NOHUGEPAGE);
	reg.range.start = (uintptr_t)h->at;
	reg.range.len = h->bytes;
	if (ioctl(h->fd, UFFDIO_REGISTER, &reg))
		return why_set(why, -errno, "UFFDIO_REGISTER: %s", strerror(errno));
	return 0;
}

/* It also wakes who waits for the page. */
static int copy_in(struct hold *h, unsigned int page)
{
	struct uffdio_copy copy = {
		.dst = (uintptr_t)h->at + page * h->page_bytes,
		.src = (uintptr_t)h->staging,
		.len = h->page_bytes,
	};

	return ioctl(h->fd, UFFDIO_COPY, &copy) ? -errno : 0;
}

int hold_fault_let_go(struct hold *h, unsigned int page, const void *content)
{
	int ret;

	if (content)
		memcpy(h->staging, content, h->page_bytes);
	else
		memset(h->staging, 0, h->page_bytes);
	do
		ret = copy_in(h, page);
	while (ret == -EAGAIN);
	return ret;
}

int hold_fault_fill(struct hold *h, unsigned int page, const void *content)
{
	int ret = hold_fault_let_go(h, page, content);

	/* It is present: nobody is held there, and it may be written. */
	if (ret == -EEXIST)
		memcpy(h->at + page * h->page_bytes, h->staging, h->page_bytes);
	return ret == -EEXIST ? 0 : ret;
}

int hold_fault_arm(struct hold *h, unsigned int page)
{
	return madvise(h->at + page * h->page_bytes, h->page_bytes, MADV_DONTNEED) ? -errno : 0;
}

int hold_fault_poll(struct hold *h, unsigned int ms, struct hold_touch *touch)
{
	struct pollfd pfd = { .fd = h->fd, .events = POLLIN };
	struct uffd_msg msg;

	if (poll(&pfd, 1, ms) <= 0 || read(h->fd, &msg, sizeof(msg)) != sizeof(msg) ||
	    msg.event != UFFD_EVENT_PAGEFAULT)
		return -EAGAIN;
	touch->offset_bytes = msg.arg.pagefault.address - (uintptr_t)h->at;
	touch->write = msg.arg.pagefault.flags & UFFD_PAGEFAULT_FLAG_WRITE;
	return 0;
}
