// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Put before a hot loop: the compiler builds it for the portable baseline, AVX2 and AVX-512, and the loader
/// picks one. Off under sanitizers (the resolvers run before their runtime is ready) and where the compiler
/// lacks it.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(BATHYSCOPE_SANITIZED)
#define BATHYSCOPE_TARGET_CLONES                                                                             \
    __attribute__((target_clones("default", "arch=haswell", "arch=skylake-avx512")))
#else
#define BATHYSCOPE_TARGET_CLONES
#endif
