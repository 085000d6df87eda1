// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/NeuronTextPage.h"

#include "ui/tokens/TokenTextView.h"
#include "ui/widgets/ControlBar.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int edge = 14; // device-independent pixels

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(NeuronTextPage)
};

} // namespace

QString missingTextsSentence(const RunTexts& texts)
{
    if (texts.tokens) {
        return {};
    }
    if (texts.isReading) {
        return Text::tr("The tokens are being put into words…");
    }
    return texts.problem.isEmpty() ? Text::tr("What the tokens say is not known.") : texts.problem;
}

NeuronTextPage::NeuronTextPage(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_sentence(new QLabel)
    , m_text(new TokenTextView)
    , m_centre(new QComboBox)
{
    m_sentence->setObjectName(QStringLiteral("missingText"));
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMargin(edge);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_sentence->setBackgroundRole(QPalette::Base);
    m_sentence->setAutoFillBackground(true);
    m_pages->addWidget(m_sentence);
    m_pages->addWidget(m_text);
    //: the colours of a text have their middle at …
    m_centre->addItem(tr("0"), QVariant::fromValue(Centre::Zero));
    //: … the neuron's mean activation
    m_centre->addItem(tr("mean"), QVariant::fromValue(Centre::Mean));
    m_text->controls().addControl(
        tr("Colours &around:"), *m_centre,
        tr("Which activation has the colour between red, for higher ones, and blue, "
           "for lower ones: 0, or the mean over the text."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(m_text, &TokenTextView::tokenSelected, this, &NeuronTextPage::tokenChosen);
    connect(m_centre, &QComboBox::currentIndexChanged, this, [this] {
        color();
        emit coloringChanged();
    });
}

void NeuronTextPage::setPortrait(std::shared_ptr<const NeuronPortrait> portrait, const RunTexts& texts,
                                 double mean)
{
    m_portrait = std::move(portrait);
    m_mean = mean;
    if (m_text->tokens() != texts.tokens) {
        m_text->setTokens(texts.tokens);
    }
    m_sentence->setText(missingTextsSentence(texts));
    m_pages->setCurrentWidget(texts.tokens ? static_cast<QWidget*>(m_text) : m_sentence);
    color();
}

void NeuronTextPage::setToken(std::optional<std::size_t> token)
{
    if (m_text->selectedToken() != token) {
        m_text->selectToken(token);
    }
}

TokenColoring NeuronTextPage::coloring(double mean) const
{
    const bool isAroundMean = m_centre->currentData().value<Centre>() == Centre::Mean && std::isfinite(mean);
    return {.scale = TokenColoring::Scale::Signed,
            .centre = isAroundMean ? mean : 0,
            .valueName = tr("activation")};
}

TokenTextView& NeuronTextPage::text() const
{
    return *m_text;
}

void NeuronTextPage::color()
{
    if (m_portrait && m_text->tokens()) {
        m_text->setValues(m_portrait->values, coloring(m_mean));
    }
}

} // namespace bathyscope::ui
