# A chat room: one function per event, and a table of who is there.

variable "name" {
  type    = string
  default = "chat"
}

variable "functions" {
  description = "Invocation ARNs by route"
  type        = map(string)
  default = {
    "$connect"    = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:chat-connect/invocations"
    "$disconnect" = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:chat-disconnect/invocations"
    "sendMessage" = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:chat-send/invocations"
  }
}

resource "aws_dynamodb_table" "connections" {
  name         = "${var.name}-connections"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "connectionId"

  attribute {
    name = "connectionId"
    type = "S"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }
}

resource "aws_apigatewayv2_api" "chat" {
  name                       = var.name
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_integration" "lambda" {
  for_each = var.functions

  api_id                    = aws_apigatewayv2_api.chat.id
  integration_type          = "AWS_PROXY"
  integration_method        = "POST"
  integration_uri           = each.value
  content_handling_strategy = "CONVERT_TO_TEXT"
}

resource "aws_apigatewayv2_route" "lambda" {
  for_each = var.functions

  api_id             = aws_apigatewayv2_api.chat.id
  route_key          = each.key
  operation_name     = replace(each.key, "$", "")
  authorization_type = each.key == "$connect" ? "AWS_IAM" : null
  target             = "integrations/${aws_apigatewayv2_integration.lambda[each.key].id}"
}

# What is not understood is answered without a function.
resource "aws_apigatewayv2_integration" "help" {
  api_id                        = aws_apigatewayv2_api.chat.id
  integration_type              = "MOCK"
  template_selection_expression = "200"

  request_templates = {
    "200" = "{\"statusCode\": 200}"
  }
}

resource "aws_apigatewayv2_integration_response" "help" {
  api_id                        = aws_apigatewayv2_api.chat.id
  integration_id                = aws_apigatewayv2_integration.help.id
  integration_response_key      = "$default"
  template_selection_expression = "200"

  response_templates = {
    "200" = jsonencode({ message = "Send {\"action\": \"sendMessage\", \"text\": …}" })
  }
}

resource "aws_apigatewayv2_route" "default" {
  api_id                              = aws_apigatewayv2_api.chat.id
  route_key                           = "$default"
  target                              = "integrations/${aws_apigatewayv2_integration.help.id}"
  route_response_selection_expression = "$default"
}

resource "aws_apigatewayv2_route_response" "default" {
  api_id             = aws_apigatewayv2_api.chat.id
  route_id           = aws_apigatewayv2_route.default.id
  route_response_key = "$default"
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.chat.id
  name        = "live"
  auto_deploy = true

  default_route_settings {
    logging_level          = "INFO"
    data_trace_enabled     = false
    throttling_rate_limit  = 500
    throttling_burst_limit = 1000
  }

  depends_on = [aws_apigatewayv2_route.lambda, aws_apigatewayv2_route.default]
}

output "url" {
  value = aws_apigatewayv2_stage.live.invoke_url
}

output "callback_url" {
  description = "Where the functions send messages to clients"
  value       = replace(aws_apigatewayv2_stage.live.invoke_url, "wss://", "https://")
}
