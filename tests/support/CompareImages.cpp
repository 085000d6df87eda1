// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CompareImages.h"

#include "tests/support/TestData.h"

#include <QDir>

#include <cmath>
#include <limits>

namespace bathyscope::test {

namespace {

QImage differenceOf(const QImage& a, const QImage& b)
{
    QImage difference(a.size(), QImage::Format_RGB32);
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor p = a.pixelColor(x, y);
            const QColor q = b.valid(x, y) ? b.pixelColor(x, y) : QColor(Qt::red);
            difference.setPixelColor(x, y,
                                     QColor(std::abs(p.red() - q.red()), std::abs(p.green() - q.green()),
                                            std::abs(p.blue() - q.blue())));
        }
    }
    return difference;
}

} // namespace

double imageDifference(const QImage& a, const QImage& b)
{
    if (a.size() != b.size() || a.isNull()) {
        return std::numeric_limits<double>::infinity();
    }
    double sum = 0;
    const QImage difference = differenceOf(a, b);
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor c = difference.pixelColor(x, y);
            sum += c.red() * c.red() + c.green() * c.green() + c.blue() * c.blue();
        }
    }
    return std::sqrt(sum / (3.0 * a.width() * a.height()));
}

QString compareWithGolden(const QImage& actual, const QString& name, double tolerance)
{
    const QString reference = QString::fromStdString(testData("golden").string()) + QLatin1Char('/') + name
        + QStringLiteral(".png");
    if (qEnvironmentVariableIsSet("BATHYSCOPE_UPDATE_GOLDEN")) {
        return actual.save(reference) ? QString() : QStringLiteral("%1 cannot be written").arg(reference);
    }
    const QImage expected(reference);
    const double difference = imageDifference(expected, actual);
    if (difference <= tolerance) {
        return {};
    }
    const QDir folder(QStringLiteral(BATHYSCOPE_BUILD_FOLDER) + QStringLiteral("/golden"));
    folder.mkpath(QStringLiteral("."));
    expected.save(folder.filePath(name + QStringLiteral("-expected.png")));
    actual.save(folder.filePath(name + QStringLiteral("-actual.png")));
    if (!expected.isNull()) {
        differenceOf(expected, actual).save(folder.filePath(name + QStringLiteral("-difference.png")));
    }
    return QStringLiteral("%1 differs by %2 (of 255, root mean square); see %3")
        .arg(name)
        .arg(difference)
        .arg(folder.path());
}

} // namespace bathyscope::test
