// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Spatch: --no-includes
// Kind: deterministic
// Test: holding.device_refused
// Reason: lifetime; a get moved up, and one of the ways out forgotten
//
// Who looks for a device by its name takes each before the comparison, and puts
// it again when the name is another one's, but not when the driver refuses what
// stands behind the name (a token that the device does not take, or an option
// that nobody knows): the device's driver can never be taken away again.

@@
identifier it, ret, buf, device;
@@
+if (!vfio_device_try_get_registration(it))
+	continue;
 if (it->ops->match) {
	ret = it->ops->match(it, buf);
	if (ret < 0) {
		device = ERR_PTR(ret);
		break;
	}
 } else {
	ret = !strcmp(dev_name(it->dev), buf);
 }
+if (!ret)
+	vfio_device_put_registration(it);
-if (ret && vfio_device_try_get_registration(it)) {
+if (ret) {
	device = it;
	break;
 }
