variable "services" {
  type = map(number)
}

resource "aws_sqs_queue" "service" {
  for_each = var.services
  name     = each.key
}

resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "service" {
  for_each           = var.services
  api_id             = aws_apigatewayv2_api.shop.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "https://${each.key}.example.com"
}
