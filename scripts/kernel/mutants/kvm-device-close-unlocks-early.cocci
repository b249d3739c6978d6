// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.kvm_vfio_close.kvm_vfio_next
// Reason: a lock dropped a bit too early (it was held over a grace period)
//
// A KVM-VFIO device that is being closed is off the VM's list before it has let go of its groups. Another thread makes a new
// one meanwhile, adds a group to it and ties it: the close of the old one unties it again, and tells it that it has no VM.

@@
symbol kvm, dev;
@@
 kvm_device_release(...)
 {
 <...
 list_del_rcu(&dev->vm_node);
+mutex_unlock(&kvm->lock);
 synchronize_rcu();
 dev->ops->release(dev);
-mutex_unlock(&kvm->lock);
 ...>
 }
