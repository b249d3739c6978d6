// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.closed_elsewhere
 * A table's fd is closed last by another process, once while that lives on and once when it ends:
 * the locked memory that the table was counts for the owner of the VM, and is given back to it, not
 * to who happens to close.
 *
 * Source: Documentation/virt/kvm/api.rst 4.98 KVM_CREATE_SPAPR_TCE_64;
 * arch/powerpc/kvm/book3s_64_vio.c:kvm_spapr_tce_release()
 */
#include "../kit/tce.h"

static const struct dma_window window = { .page_shift = 12, .size_bytes = 64 << 20 };

/* Waits for the end of @go_fd, closes the table or leaves that to its end. */
static void heir(int table_fd, int go_fd, bool closes)
{
	char byte;

	if (read(go_fd, &byte, 1) < 0)
		_exit(1);
	if (closes)
		close(table_fd);
	_exit(vfio_locked_bytes() != 0);
}

static void hand_on(struct test *t, struct rig *rig, bool closes)
{
	int64_t before_bytes = vfio_locked_bytes();
	int table_fd = kvm_tce_create(rig->vm->fd, RIG_LIOBN, &window, 12);
	int go[2], status;
	pid_t pid;

	if (pipe(go) || (pid = fork()) < 0)
		t_error(t, "no other process: %s", strerror(errno));
	if (!pid) {
		close(go[1]);
		heir(table_fd, go[0], closes);
	}
	close(table_fd);
	t_expect(t, vfio_locked_bytes() > before_bytes, "a table that lives does not count");
	close(go[0]);
	close(go[1]);
	if (waitpid(pid, &status, 0) != pid)
		t_error(t, "the other process is lost: %s", strerror(errno));
	t_expect(t, !status, "the other process has locked memory: status 0x%x", status);
	tce_expect_locked(t, before_bytes, "of the owner, afterwards");
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	t_case(t, "closed by another process");
	hand_on(t, &rig, true);
	t_case(t, "closed by its end");
	hand_on(t, &rig, false);

	t_case(t, "close");
	t_rig_close(t, &rig);
}

TCELIFE_TEST(table_closed_elsewhere, .name = "table.closed_elsewhere", .run = run,
	     .needs = NEEDS_KVM);
