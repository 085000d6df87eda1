// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/FineWebRows.h"

#include "core/support/Error.h"

#include <fmt/format.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringEncoder>

namespace bathyscope::ui {

namespace {

Error wrongShape(const std::string& host, const std::string& what)
{
    return {ErrorKind::Network,
            fmt::format("The answer of {} is not what it should be: {}; try again later, or open a text file "
                        "instead.",
                        host, what)};
}

/// With U+FFFD for halves of surrogate pairs, which JSON can write and UTF-8 cannot.
QString wellFormed(const QString& text)
{
    QStringEncoder encoder(QStringEncoder::Utf8);
    return text.isValidUtf16() ? text : QString::fromUtf8(QByteArray(encoder.encode(text)));
}

bool isTextCut(const QJsonObject& entry)
{
    return entry.value(QStringLiteral("truncated_cells")).toArray().contains(QStringLiteral("text"));
}

} // namespace

std::string jsonLinesOfRows(const QByteArray& answer, const std::string& host)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(answer, &error);
    if (error.error != QJsonParseError::NoError) {
        throw Error(ErrorKind::Network,
                    fmt::format("The server {} did not answer in JSON, as it would where the network wants a "
                                "log-in first; open {} in a browser, then try again.",
                                host, host));
    }
    const QJsonValue rows = document.object().value(QStringLiteral("rows"));
    if (!rows.isArray()) {
        throw wrongShape(host, "it has no list of rows");
    }
    std::string lines;
    bool hasText = false;
    const QJsonArray entries = rows.toArray();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QJsonObject entry = entries.at(i).toObject();
        const QJsonValue text = entry.value(QStringLiteral("row")).toObject().value(QStringLiteral("text"));
        if (!text.isString()) {
            throw wrongShape(host, fmt::format("its row {} has no text", i + 1));
        }
        if (text.toString().contains(QChar::Null)) {
            throw wrongShape(host,
                             fmt::format("its row {} has the character U+0000, which is in no text", i + 1));
        }
        if (!isTextCut(entry)) {
            hasText = hasText || !text.toString().isEmpty();
            lines += QJsonDocument(QJsonObject {{QStringLiteral("text"), wellFormed(text.toString())}})
                         .toJson(QJsonDocument::Compact)
                         .toStdString()
                + '\n';
        }
    }
    if (!hasText) {
        throw Error(ErrorKind::Network,
                    fmt::format("The server {} has no documents to give at the moment; try again later, or "
                                "open a text file instead.",
                                host));
    }
    return lines;
}

} // namespace bathyscope::ui
