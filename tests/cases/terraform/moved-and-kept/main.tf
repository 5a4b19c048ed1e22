resource "aws_apigatewayv2_api" "this" {
  name          = var.api_name
  protocol_type = "HTTP"
  tags          = var.tags
}

resource "aws_apigatewayv2_integration" "f" {
  api_id                 = aws_apigatewayv2_api.this.id
  description            = "f"
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.f.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_integration" "b" {
  api_id             = aws_apigatewayv2_api.this.id
  description        = "b"
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://${aws_lb.x.dns_name}/o?from=${aws_apigatewayv2_api.this.api_endpoint}"
}

resource "aws_apigatewayv2_route" "get_a" {
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "GET /a"
  target    = "integrations/${aws_apigatewayv2_integration.f.id}"
}

resource "aws_apigatewayv2_route" "get_b" {
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "GET /b"
  target    = "integrations/${aws_apigatewayv2_integration.b.id}"
}

resource "aws_lambda_permission" "functionname" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.f.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
}

resource "aws_apigatewayv2_stage" "stagename" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = var.stage_name
  auto_deploy = true

  stage_variables = {
    a = "\u0024${var.stage_name}-$${stageVariables.x}"
  }

  tags = var.tags

  default_route_settings {
    throttling_burst_limit   = 5000
    throttling_rate_limit    = 10000
    detailed_metrics_enabled = var.metrics
  }
}

locals {
  backend = "https://${aws_lb.x.dns_name}/${aws_apigatewayv2_stage.stagename.name}"
}
