// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Sgemm.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace bathyscope;

/// Matrices inside larger ones, so that a stride taken for a width would be seen.
class TestSgemm : public QObject
{
    Q_OBJECT

private:
    static constexpr std::size_t numRows = 7;
    static constexpr std::size_t numInner = 5;
    static constexpr std::size_t numColumns = 9;
    static constexpr std::size_t stride = 13;

    static std::vector<float> draw(std::mt19937& random)
    {
        std::normal_distribution<float> normal;
        std::vector<float> values(stride * stride);
        std::ranges::generate(values, [&] { return normal(random); });
        return values;
    }

private slots:
    void multipliesMatricesWithGaps_data()
    {
        QTest::addColumn<bool>("isTransposed");
        QTest::newRow("a times b") << false;
        QTest::newRow("a times b transposed") << true;
    }

    void multipliesMatricesWithGaps()
    {
        QFETCH(const bool, isTransposed);
        std::mt19937 random(3);
        const std::vector<float> a = draw(random);
        const std::vector<float> b = draw(random);
        std::vector<float> out(stride * stride, 99.0F);
        const MatrixView<const float> left {a.data(), numRows, numInner, stride};
        const MatrixView<float> result {out.data(), numRows, numColumns, stride};
        if (isTransposed) {
            multiplyByTransposed(left, {b.data(), numColumns, numInner, stride}, result);
        } else {
            multiply(left, {b.data(), numInner, numColumns, stride}, result);
        }
        for (std::size_t row = 0; row < stride; ++row) {
            for (std::size_t column = 0; column < stride; ++column) {
                double expected = 99;
                if (row < numRows && column < numColumns) {
                    expected = 0;
                    for (std::size_t i = 0; i < numInner; ++i) {
                        const float factor = isTransposed ? b[column * stride + i] : b[i * stride + column];
                        expected += static_cast<double>(a[row * stride + i]) * static_cast<double>(factor);
                    }
                }
                QVERIFY(std::abs(static_cast<double>(out[row * stride + column]) - expected) < 1e-5);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSgemm)
#include "tst_Sgemm.moc"
