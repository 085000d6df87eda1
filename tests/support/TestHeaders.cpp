// SPDX-License-Identifier: GPL-3.0-or-later
// Empty: its target is where the headers that tests have in common are precompiled.
