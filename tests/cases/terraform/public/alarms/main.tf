# An HTTP API that is watched: alarms from a map, a dashboard, and the account's log role.

variable "topic_arn" {
  description = "Who is told; nobody when it is null"
  type        = string
  default     = null
}

locals {
  alarms = {
    errors = {
      metric     = "5xx"
      statistic  = "Sum"
      threshold  = 5
      missing    = "notBreaching"
      operator   = "GreaterThanThreshold"
      percentile = null
    }
    slow = {
      metric     = "Latency"
      statistic  = null
      threshold  = 1500
      missing    = "missing"
      operator   = "GreaterThanOrEqualToThreshold"
      percentile = "p99"
    }
    silence = {
      metric     = "Count"
      statistic  = "Sum"
      threshold  = 1
      missing    = "breaching"
      operator   = "LessThanThreshold"
      percentile = null
    }
  }
}

resource "aws_apigatewayv2_api" "watched" {
  name          = "watched"
  protocol_type = "HTTP"
  target        = "https://backend.example.com"
}

resource "aws_apigatewayv2_stage" "prod" {
  api_id      = aws_apigatewayv2_api.watched.id
  name        = "prod"
  auto_deploy = true

  default_route_settings {
    detailed_metrics_enabled = true
    throttling_rate_limit    = 1000
    throttling_burst_limit   = 2000
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${aws_apigatewayv2_api.watched.name}-${each.key}"
  namespace           = "AWS/ApiGateway"
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  extended_statistic  = each.value.percentile
  comparison_operator = each.value.operator
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = each.value.missing
  alarm_actions       = var.topic_arn == null ? [] : [var.topic_arn]

  dimensions = {
    ApiId = aws_apigatewayv2_api.watched.id
    Stage = aws_apigatewayv2_stage.prod.name
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = aws_apigatewayv2_api.watched.name

  dashboard_body = jsonencode({
    widgets = [
      for index, name in sort(keys(local.alarms)) : {
        type   = "metric"
        x      = 8 * index
        y      = 0
        width  = 8
        height = 6
        properties = {
          title   = title(name)
          region  = "us-east-1"
          metrics = [["AWS/ApiGateway", local.alarms[name].metric, "ApiId", aws_apigatewayv2_api.watched.id]]
        }
      }
    ]
  })
}

resource "aws_xray_sampling_rule" "this" {
  rule_name      = "watched"
  priority       = 500
  version        = 1
  reservoir_size = 1
  fixed_rate     = 0.05
  url_path       = "*"
  host           = "*"
  http_method    = "*"
  service_type   = "*"
  service_name   = "watched"
  resource_arn   = "*"
}
