// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenReading.h"

#include "core/support/Utf8.h"
#include "ui/tokens/ShownCharacters.h"
#include "ui/words/NumberText.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr std::size_t mostBytes = 80; // of a token that is read out

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TokenReading)
};

} // namespace

QString quotedToken(std::string_view bytes)
{
    const std::string_view shown = bytes.substr(0, mostBytes);
    const QString rest = shown.size() < bytes.size() ? QStringLiteral("…") : QString();
    // What is cut short may end inside a character.
    const bool isText = wellFormedPrefixSize(bytes) == bytes.size();
    if (isText) {
        const QString text = shownText(shown.substr(0, wellFormedPrefixSize(shown)));
        return QStringLiteral("“") + text + rest + QStringLiteral("”");
    }
    const QByteArray hex =
        QByteArray::fromRawData(shown.data(), static_cast<qsizetype>(shown.size())).toHex(' ').toUpper();
    return QStringLiteral("⟨") + QString::fromLatin1(hex) + rest + QStringLiteral("⟩");
}

QString tokenReading(const TokenTexts& tokens, std::size_t token, std::optional<float> value,
                     const TokenColoring& coloring)
{
    const TokenFeatures& features = tokens.features();
    QStringList parts {
        quotedToken(tokens.bytes(token)),
        //: %1 is a token's number in the text
        Text::tr("token %1").arg(numberText(token)),
        //: %1 is the number of a token in the vocabulary
        Text::tr("id %1").arg(QString::number(tokens.id(token))),
        //: of a token, in characters
        Text::tr("length %1").arg(numberText(features.length[token])),
        //: how often a token occurs in the text
        Text::tr("count %1").arg(numberText(features.count[token])),
    };
    if (tokens.windows().windows().size() > 1) {
        //: %1 is the number of a window, %2 of a token in it
        parts += Text::tr("window %1, position %2")
                     .arg(numberText(features.window[token]), numberText(features.position[token]));
    }
    if (features.isLeftOut(token)) {
        parts += Text::tr("left out of the statistics");
    }
    if (coloring.isReadOut && value && !std::isnan(*value)) {
        parts += coloring.valueName + QLatin1Char(' ') + fixedText(*value, coloring.decimals);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace bathyscope::ui
