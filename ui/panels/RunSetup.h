// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/checkpoint/ModelCatalog.h"
#include "ui/panels/RunForecaster.h"

#include <QWidget>

#include <filesystem>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;

namespace bathyscope::ui {

class ModelPicker;
class SettingsPanel;
class TextPicker;
class TextPreviewDialog;

/// What is run: model, text, settings, and the one button that starts and cancels. While a run is going on,
/// a second one asks for another that waits for it. GUI thread.
class RunSetup final : public QWidget
{
    Q_OBJECT

public:
    RunSetup(const std::vector<CatalogStatus>& models, const std::filesystem::path& resources,
             QWidget* parent = nullptr);

    [[nodiscard]] ModelPicker& models() const;
    [[nodiscard]] TextPicker& texts() const;

    /// Nothing while a run cannot start; obstacle() says why.
    [[nodiscard]] std::optional<AnalysisRequest> request() const;
    [[nodiscard]] QString obstacle() const; ///< empty where nothing stands in the way

    /// What a run would need is said on the model's card from now on, after every change of the request.
    void setForecastFunction(ForecastFunction function);

    void setRunning(bool isRunning);
    void setStopping(); ///< a stop has been asked for and the run has not ended yet

signals:
    void requestChanged(); ///< request() and obstacle() may have
    void startRequested();
    void cancelRequested();

private:
    [[nodiscard]] AnalysisRequest requestWithoutText() const;
    void makeScrolled(QWidget& choices);
    void reveal(QWidget& message);
    void followModel();
    void followRequest();
    void showPreview();
    void followPreview();
    void askForecast();
    void press();
    void setButtonEnabled(bool isEnabled);

    ModelPicker* m_models;
    TextPicker* m_texts;
    SettingsPanel* m_settings;
    QScrollArea* m_scroll;
    QPushButton* m_button;
    QPushButton* m_next;
    QLabel* m_obstacle;
    RunForecaster* m_forecaster;
    TextPreviewDialog* m_preview = nullptr; ///< made when it is first asked for
    bool m_isRunning = false;
    bool m_mustRefocus = false;
};

} // namespace bathyscope::ui
