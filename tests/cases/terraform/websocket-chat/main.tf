data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  lambda_invoke_path = "arn:${data.aws_partition.current.partition}:apigateway:${data.aws_region.current.id}:lambda:path/2015-03-31/functions"
  lambda_arn_prefix  = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:function"
}

resource "aws_iam_role" "apigateway_logs" {
  name_prefix = "apigateway-cloudwatch-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "apigateway.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "apigateway_logs" {
  role       = aws_iam_role.apigateway_logs.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}

resource "aws_api_gateway_account" "this" {
  cloudwatch_role_arn = aws_iam_role.apigateway_logs.arn
  depends_on          = [aws_iam_role_policy_attachment.apigateway_logs]
}

resource "aws_apigatewayv2_api" "this" {
  name                       = "chat"
  protocol_type              = "WEBSOCKET"
  description                = "Rooms and messages"
  route_selection_expression = "$request.body.action"
  tags                       = var.tags
}

resource "aws_apigatewayv2_authorizer" "tickets" {
  api_id           = aws_apigatewayv2_api.this.id
  name             = "tickets"
  authorizer_type  = "REQUEST"
  authorizer_uri   = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.chat_tickets_function_name}/invocations"
  identity_sources = ["route.request.querystring.ticket"]
}

resource "aws_lambda_permission" "chat_tickets_authorizer" {
  action        = "lambda:InvokeFunction"
  function_name = var.chat_tickets_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/authorizers/${aws_apigatewayv2_authorizer.tickets.id}"
}

resource "aws_apigatewayv2_integration" "connections" {
  api_id               = aws_apigatewayv2_api.this.id
  description          = "connections"
  integration_type     = "AWS_PROXY"
  integration_method   = "POST"
  integration_uri      = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.chat_connections_function_name}/invocations"
  timeout_milliseconds = 10000
}

resource "aws_apigatewayv2_integration" "messages" {
  api_id               = aws_apigatewayv2_api.this.id
  description          = "messages"
  integration_type     = "AWS_PROXY"
  integration_method   = "POST"
  integration_uri      = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.chat_messages_function_name}/invocations"
  timeout_milliseconds = 29000
}

resource "aws_apigatewayv2_integration" "pong" {
  api_id                        = aws_apigatewayv2_api.this.id
  description                   = "pong"
  integration_type              = "MOCK"
  template_selection_expression = "\\$default"

  request_templates = {
    "$default" = "{\"statusCode\": 200}"
  }
}

resource "aws_apigatewayv2_integration_response" "pong_default" {
  api_id                        = aws_apigatewayv2_api.this.id
  integration_id                = aws_apigatewayv2_integration.pong.id
  integration_response_key      = "$default"
  template_selection_expression = "\\$default"

  response_templates = {
    "$default" = "{\"action\":\"pong\"}"
  }
}

# Lets a client in
resource "aws_apigatewayv2_route" "connect" {
  api_id             = aws_apigatewayv2_api.this.id
  route_key          = "$connect"
  target             = "integrations/${aws_apigatewayv2_integration.connections.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.tickets.id
}

# Forgets a client
resource "aws_apigatewayv2_route" "disconnect" {
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "$disconnect"
  target    = "integrations/${aws_apigatewayv2_integration.connections.id}"
}

# Answers what no other route takes
resource "aws_apigatewayv2_route" "default" {
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.messages.id}"
}

# Enters a room
resource "aws_apigatewayv2_route" "join_room" {
  api_id                              = aws_apigatewayv2_api.this.id
  route_key                           = "joinRoom"
  target                              = "integrations/${aws_apigatewayv2_integration.messages.id}"
  route_response_selection_expression = "$default"
}

locals {
  route_responses = {
    join_room    = aws_apigatewayv2_route.join_room.id
    send_message = aws_apigatewayv2_route.send_message.id
    ping         = aws_apigatewayv2_route.ping.id
  }
}

resource "aws_apigatewayv2_route_response" "this" {
  for_each           = local.route_responses
  api_id             = aws_apigatewayv2_api.this.id
  route_id           = each.value
  route_response_key = "$default"
}

# Sends a message to a room
resource "aws_apigatewayv2_route" "send_message" {
  api_id                              = aws_apigatewayv2_api.this.id
  route_key                           = "sendMessage"
  target                              = "integrations/${aws_apigatewayv2_integration.messages.id}"
  route_response_selection_expression = "$default"
}

# Keeps the connection awake
resource "aws_apigatewayv2_route" "ping" {
  api_id                              = aws_apigatewayv2_api.this.id
  route_key                           = "ping"
  target                              = "integrations/${aws_apigatewayv2_integration.pong.id}"
  route_response_selection_expression = "$default"
}

resource "aws_lambda_permission" "chat_connections" {
  action        = "lambda:InvokeFunction"
  function_name = var.chat_connections_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
}

resource "aws_lambda_permission" "chat_messages" {
  action        = "lambda:InvokeFunction"
  function_name = var.chat_messages_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
}

resource "aws_cloudwatch_log_group" "prod" {
  name              = "/aws/apigateway/chat/access"
  retention_in_days = 365
  kms_key_id        = var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_apigatewayv2_stage" "prod" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "prod"
  auto_deploy = true
  tags        = var.tags

  depends_on = [
    aws_api_gateway_account.this,
    aws_apigatewayv2_route.connect,
    aws_apigatewayv2_route.disconnect,
    aws_apigatewayv2_route.default,
    aws_apigatewayv2_route.join_room,
    aws_apigatewayv2_route.send_message,
    aws_apigatewayv2_route.ping,
  ]

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.prod.arn

    format = jsonencode({
      requestId    = "$context.requestId"
      ip           = "$context.identity.sourceIp"
      requestTime  = "$context.requestTime"
      eventType    = "$context.eventType"
      routeKey     = "$context.routeKey"
      connectionId = "$context.connectionId"
      status       = "$context.status"
    })
  }

  default_route_settings {
    throttling_burst_limit   = 1000
    throttling_rate_limit    = 500
    detailed_metrics_enabled = true
    logging_level            = "ERROR"
  }
}

resource "aws_apigatewayv2_domain_name" "this" {
  domain_name = "chat.example.com"
  tags        = var.tags

  domain_name_configuration {
    certificate_arn = var.certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_api_mapping" "root" {
  api_id      = aws_apigatewayv2_stage.prod.api_id
  stage       = aws_apigatewayv2_stage.prod.name
  domain_name = aws_apigatewayv2_domain_name.this.domain_name
}

resource "aws_cloudwatch_metric_alarm" "chat_errors" {
  alarm_name          = "chat-errors"
  alarm_description   = "The functions cannot be called"
  namespace           = "AWS/ApiGateway"
  metric_name         = "ExecutionError"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"

  dimensions = {
    ApiId = aws_apigatewayv2_api.this.id
    Stage = aws_apigatewayv2_stage.prod.name
  }

  alarm_actions = var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]
  tags          = var.tags
}

resource "aws_cloudwatch_metric_alarm" "chat_integration_errors" {
  alarm_name          = "chat-integration-errors"
  alarm_description   = "The functions fail"
  namespace           = "AWS/ApiGateway"
  metric_name         = "IntegrationError"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"

  dimensions = {
    ApiId = aws_apigatewayv2_api.this.id
    Stage = aws_apigatewayv2_stage.prod.name
  }

  alarm_actions = var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]
  tags          = var.tags
}
