// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Marks a text of core for lupdate (context, text). Core never translates; ui looks up the translation.
#define BATHYSCOPE_TRANSLATE_NOOP(context, text) text
