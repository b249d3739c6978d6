// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// kvmppc_tce_put() "cannot fail", but it may have to make a page of the guest's table, and says nothing
// when it cannot: the hardware has the TCE then, the guest is told H_SUCCESS, and H_GET_TCE and user
// space, that maps the table, know nothing of it.
//
// Make the page before anything else is done for the entry, and leave the call to user space if there is
// none, as the handlers in real mode did. Zeroes need no page: none says the same.

@@
@@
+/* So that kvmppc_tce_put() cannot fail: a page for the entry, if it needs one */
+static long kvmppc_tce_reserve(struct kvmppc_spapr_tce_table *stt,
+			       unsigned long entry, unsigned long tce)
+{
+	unsigned long sttpage = (entry - stt->offset) / TCES_PER_PAGE;
+
+	if (!tce || stt->pages[sttpage])
+		return H_SUCCESS;
+	if (!kvm_spapr_get_tce_page(stt, sttpage))
+		return H_TOO_HARD;
+	return H_SUCCESS;
+}
+
 static void kvmppc_tce_put(...)
 { ... }

@@
symbol stt, entry, tce, ret, unlock_exit;
iterator name list_for_each_entry_lockless;
@@
 long kvmppc_h_put_tce(...)
 {
 <...
+ret = kvmppc_tce_reserve(stt, entry, tce);
+if (ret != H_SUCCESS)
+	goto unlock_exit;
 list_for_each_entry_lockless(...) { ... }
 ...>
 }

@@
symbol stt, entry, tce, ret, i, unlock_exit;
iterator name list_for_each_entry_lockless;
@@
 long kvmppc_h_put_tce_indirect(...)
 {
 <...
+ret = kvmppc_tce_reserve(stt, entry + i, tce);
+if (ret != H_SUCCESS)
+	goto unlock_exit;
 list_for_each_entry_lockless(...) { ... }
 ...>
 }

@@
symbol stt, ioba, tce_value, npages, ret, i;
iterator name list_for_each_entry_lockless;
@@
 long kvmppc_h_stuff_tce(...)
 {
 <...
+for (i = 0; i < npages; ++i) {
+	ret = kvmppc_tce_reserve(stt, (ioba >> stt->page_shift) + i, tce_value);
+	if (ret != H_SUCCESS)
+		return ret;
+}
 list_for_each_entry_lockless(...) { ... }
 ...>
 }
