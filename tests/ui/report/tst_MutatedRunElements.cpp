// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/ui/report/MutatedRun.h"

#include <QTest>

using namespace bathyscope::test;

/// As tst_MutatedRun, with one element of a tensor at a time too, in every format and in the window.
class TestMutatedRunElements : public QObject
{
    Q_OBJECT

public:
    /// Qt Test gives a function with all its rows five minutes.
    static void initMain()
    {
        qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
    }

private slots:
    void initTestCase();
    void survivesAnyNumber_data();
    void survivesAnyNumber();

private:
    std::unique_ptr<MutatedRun> m_file;
};

void TestMutatedRunElements::initTestCase()
{
    m_file = std::make_unique<MutatedRun>();
}

void TestMutatedRunElements::survivesAnyNumber_data()
{
    QTest::addColumn<QString>("tensor");
    for (const std::string& tensor : m_file->tensors()) {
        QTest::addRow("%s", tensor.c_str()) << QString::fromStdString(tensor);
    }
}

void TestMutatedRunElements::survivesAnyNumber()
{
    QFETCH(const QString, tensor);
    const FailOnWarning failOnWarning;
    const std::string name = tensor.toStdString();
    for (const OddNumber& number : oddNumbers()) {
        for (const Extent extent : {Extent::First, Extent::Middle, Extent::Last, Extent::Whole}) {
            m_file->write(name, number, extent);
            const QString problem = m_file->outcome(name, bathyscope::ui::FigureSize::ofPixels({320, 240}));
            QVERIFY2(problem.isEmpty(),
                     qPrintable(QString::fromLatin1(number.name) + QLatin1String(": ") + problem));
        }
        const QString problem =
            m_file->outcomeInEveryFormat(bathyscope::ui::FigureSize::ofPixels({320, 240}));
        QVERIFY2(problem.isEmpty(),
                 qPrintable(QString::fromLatin1(number.name) + QLatin1String(": ") + problem));
        m_file->showViews();
    }
}

QTEST_MAIN(TestMutatedRunElements)
#include "tst_MutatedRunElements.moc"
