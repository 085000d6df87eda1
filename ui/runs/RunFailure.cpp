// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/RunFailure.h"

#include "core/support/CurrentError.h"

#include <QCoreApplication>

namespace bathyscope::ui {

namespace {

constexpr const char* headlineText(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::FileMissing:
        return QT_TRANSLATE_NOOP("RunFailure", "A file or folder is missing");
    case ErrorKind::FileUnreadable:
        return QT_TRANSLATE_NOOP("RunFailure", "A file cannot be read");
    case ErrorKind::FileUnwritable:
        return QT_TRANSLATE_NOOP("RunFailure", "The file cannot be written");
    case ErrorKind::BadFormat:
        return QT_TRANSLATE_NOOP("RunFailure", "The file is not what it should be");
    case ErrorKind::UnsupportedModel:
        return QT_TRANSLATE_NOOP("RunFailure", "This kind of model is not supported");
    case ErrorKind::InconsistentModel:
        return QT_TRANSLATE_NOOP("RunFailure", "The model's files contradict each other");
    case ErrorKind::OutOfMemory:
        return QT_TRANSLATE_NOOP("RunFailure", "There is not enough memory");
    case ErrorKind::InvalidRequest:
        return QT_TRANSLATE_NOOP("RunFailure", "These settings do not fit together");
    case ErrorKind::Network:
        return QT_TRANSLATE_NOOP("RunFailure", "The download did not work");
    case ErrorKind::Internal:
        break;
    }
    return QT_TRANSLATE_NOOP("RunFailure", "Something unexpected went wrong");
}

/// Qt's dialogs put U+FFFD for what in a name is not UTF-8, and there is no file of that name.
QString withNameAdvice(ErrorKind kind, const QString& detail)
{
    const bool isOfPlace = kind == ErrorKind::FileMissing || kind == ErrorKind::FileUnwritable;
    return isOfPlace && detail.contains(QChar::ReplacementCharacter)
        ? detail
            + QStringLiteral(
                " The dialogs of the window cannot name a file whose name is not UTF-8: drop it onto the "
                "window, rename it, or use the command line.")
        : detail;
}

} // namespace

QString RunFailure::headline() const
{
    return QCoreApplication::translate("RunFailure", headlineText(kind));
}

RunFailure currentFailure()
{
    const Error error = currentError();
    return {.kind = error.kind(), .detail = withNameAdvice(error.kind(), QString::fromUtf8(error.what()))};
}

} // namespace bathyscope::ui
