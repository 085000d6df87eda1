// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace bathyscope::test {

/// How the program ended and what it said.
struct Outcome
{
    int exitStatus = -1; ///< −1: it crashed or did not end
    QByteArray out;
    QString err;
};

inline constexpr int longestMilliseconds = 100'000;

inline Outcome waitFor(QProcess& process)
{
    Outcome outcome;
    if (process.waitForFinished(longestMilliseconds) && process.exitStatus() == QProcess::NormalExit) {
        outcome.exitStatus = process.exitCode();
    }
    outcome.out = process.readAllStandardOutput();
    outcome.err = QString::fromUtf8(process.readAllStandardError());
    if (outcome.exitStatus < 0) {
        outcome.err +=
            QStringLiteral("(%1, signal or status %2)").arg(process.errorString()).arg(process.exitCode());
    }
    return outcome;
}

/// Runs the program to its end with `input` on its standard input.
inline Outcome runProgram(const QStringList& arguments, const QByteArray& input = {},
                          const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(BATHYSCOPE_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    return waitFor(process);
}

/// "a b c" as arguments.
inline QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '));
}

/// A scratch folder for one test's files.
class Scratch
{
public:
    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder.filePath(QString::fromUtf8(name));
    }

    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    /// Writes a file and returns its path.
    [[nodiscard]] QString write(const char* name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("cannot write %s", qPrintable(file.fileName()));
        }
        return file.fileName();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace bathyscope::test
