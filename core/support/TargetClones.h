// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Put before a hot loop: the compiler builds it for the portable baseline, AVX2 with FMA (x86-64-v3) and
/// AVX-512 (x86-64-v4), and the loader picks one by what the processor can do. (Names of processors would be
/// compared with the processor's own model: anything but exactly that one would get the baseline.) Off under
/// sanitizers (the resolvers run before their runtime is ready) and where the compiler lacks it.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(BATHYSCOPE_SANITIZED)
#define BATHYSCOPE_TARGET_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define BATHYSCOPE_TARGET_CLONES
#endif
