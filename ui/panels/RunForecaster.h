// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/run/RunForecast.h"
#include "ui/runs/BackgroundJob.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <stop_token>

namespace bathyscope::ui {

/// Says what a request needs: forecastRequest(), or a test's. Called on the pool; may throw Error.
using ForecastFunction = std::function<RunForecast(const AnalysisRequest&, const std::stop_token&)>;

/// "about 5 s, 320 MB on this machine"; or that a run does not fit, and what it needs at least.
[[nodiscard]] QString forecastText(const RunForecast& forecast);

/// Forecasts of the newest request, off the GUI thread and not before the user has paused. GUI thread.
class RunForecaster final : public QObject
{
    Q_OBJECT

public:
    explicit RunForecaster(QObject* parent = nullptr);
    ~RunForecaster() override;

    void setFunction(ForecastFunction function); ///< without one nothing is ever forecast

    /// The request's own text is not looked at, `text` is.
    void ask(AnalysisRequest request, std::shared_ptr<const Document> text);
    void forget(); ///< there is no request
    void stop(); ///< nothing more is computed; what is known stays

signals:
    /// Empty while nothing is known of the newest request, or where its model or text has a fault, which a
    /// run will name.
    void forecastChanged(const QString& text);

private:
    void start();

    ForecastFunction m_function;
    AnalysisRequest m_request;
    std::shared_ptr<const Document> m_text;
    QTimer m_pause;
    BackgroundJob<RunForecast> m_job;
};

} // namespace bathyscope::ui
