// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Logging.h"

#include <spdlog/sinks/ostream_sink.h>

#include <QTest>

#include <sstream>

using namespace bathyscope;

class TestLogging : public QObject
{
    Q_OBJECT

private slots:
    void hasOneLoggerForEachName()
    {
        QCOMPARE(logger("one").get(), logger("one").get());
        QVERIFY(logger("one").get() != logger("two").get());
    }

    void sendsEveryLoggerToTheSinksOfTheMoment()
    {
        std::ostringstream text;
        const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text);
        sink->set_pattern("%n %l %v");
        logger("before")->info("silent");
        addLogSink(sink);
        logger("before")->warn("{} layers", 12);
        logger("after")->info("{:.2f} s", 1.5);
        removeLogSink(sink);
        logger("before")->info("silent again");
        QCOMPARE(text.str(), std::string("before warning 12 layers\nafter info 1.50 s\n"));
    }
};

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_Logging.moc"
