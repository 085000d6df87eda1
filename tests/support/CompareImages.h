// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace bathyscope::test {

/// Root-mean-square difference of two pictures' channels, 0 … 255; infinite where the sizes differ.
[[nodiscard]] double imageDifference(const QImage& a, const QImage& b);

/// Compares with tests/data/golden/`name`.png. Returns nothing where they agree within `tolerance`
/// (root-mean-square, of 255), else a sentence, having written expected, actual and difference to the build
/// folder. With BATHYSCOPE_UPDATE_GOLDEN set it rewrites the reference instead.
[[nodiscard]] QString compareWithGolden(const QImage& actual, const QString& name, double tolerance);

} // namespace bathyscope::test
