// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTest>

namespace bathyscope::test {

/// While it lives, every Qt warning makes the running test fail.
class FailOnWarning
{
public:
    FailOnWarning()
        : m_previous(qInstallMessageHandler(&FailOnWarning::handle))
    {
    }
    ~FailOnWarning()
    {
        qInstallMessageHandler(m_previous);
    }
    FailOnWarning(const FailOnWarning&) = delete;
    FailOnWarning& operator=(const FailOnWarning&) = delete;
    FailOnWarning(FailOnWarning&&) = delete;
    FailOnWarning& operator=(FailOnWarning&&) = delete;

private:
    static void handle(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
    {
        // What the offscreen platform cannot do says nothing of our code.
        const bool isOfPlatform = message.startsWith(QStringLiteral("This plugin does not support"));
        if ((type == QtWarningMsg || type == QtCriticalMsg) && !isOfPlatform) {
            QTest::qFail(qPrintable(message), __FILE__, __LINE__);
        }
    }

    QtMessageHandler m_previous;
};

} // namespace bathyscope::test
